/** What a chart shows, as a table: for those who cannot see it, and for exact reading. Pure. */
import type { ChartTexts } from "@/components/charts/texts/en";
import { share, wilsonInterval } from "@/lib/statistics/proportions";
import { signed } from "@/lib/wording";

export interface TableRow {
  /** Tells it apart within its table, in every round: two options may read alike, and those of a draft are empty. */
  readonly id: string;
  readonly label: string;
  /** One for each head; the first is the one to compare rounds by. */
  readonly values: readonly string[];
  /** The share that stands behind the first value, of 1; null where nobody has answered. */
  readonly share?: number | null;
}

export interface TableOfResults {
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface Counted {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

/** Counts with their shares of n and the 95 % interval of each share. */
export function sharesTable(n: number, counted: readonly Counted[], texts: ChartTexts): TableOfResults {
  const { whole, percent } = texts.numbers;
  return {
    heads: [texts.count, texts.share, texts.interval],
    rows: counted.map(({ id, label, count }) => ({ id, label, values: [whole(count), percent(share(count, n), 1), intervalText(count, n, texts)], share: shareAmong(count, n) })),
  };
}

export function shareAmong(count: number, n: number): number | null {
  return n > 0 ? share(count, n) : null;
}

/** With how far each share has moved since an earlier round, in a column behind the shares; as it is where there are none. */
export function withShifts(now: TableOfResults, earlier: TableOfResults, texts: ChartTexts): TableOfResults {
  if (now.rows.every((row) => row.share === undefined)) return now;
  const before = new Map(earlier.rows.map((row) => [row.id, row.share ?? null]));
  const shift = (from: number | null, to: number | null) => (from === null || to === null ? "–" : texts.points(signed(100 * (to - from))));
  return {
    heads: now.heads.toSpliced(2, 0, texts.shift),
    rows: now.rows.map((row) => ({ ...row, values: row.values.toSpliced(2, 0, shift(before.get(row.id) ?? null, row.share ?? null)) })),
  };
}

export function intervalText(count: number, n: number, { numbers }: ChartTexts): string {
  const interval = wilsonInterval(count, n);
  return interval ? numbers.percents(interval.low, interval.high, 1) : "–";
}
