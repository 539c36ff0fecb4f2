/** What a chart shows, as a table: for those who cannot see it, and for exact reading. Pure. */
import { percent, wilsonInterval } from "@/lib/statistics/proportions";
import { decimal, whole } from "@/lib/wording";

export interface TableRow {
  readonly label: string;
  /** One for each head; the first is the one to compare rounds by. */
  readonly values: readonly string[];
}

export interface TableOfResults {
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface Counted {
  readonly label: string;
  readonly count: number;
}

/** Counts with their shares of n and the 95 % interval of each share. */
export function sharesTable(n: number, counted: readonly Counted[]): TableOfResults {
  return {
    heads: ["Count", "Share", "95% interval"],
    rows: counted.map(({ label, count }) => ({ label, values: [whole(count), `${decimal(percent(count, n), 1)}%`, intervalText(count, n)] })),
  };
}

export function intervalText(count: number, n: number): string {
  const interval = wilsonInterval(count, n);
  return interval ? `${decimal(interval.low * 100, 1)}–${decimal(interval.high * 100, 1)}%` : "–";
}
