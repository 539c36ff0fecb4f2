/** What a chart shows, as a table: for those who cannot see it, and for exact reading. Pure. */
import type { ChartTexts } from "@/components/charts/texts/en";
import { share, wilsonInterval } from "@/lib/statistics/proportions";

export interface TableRow {
  /** Tells it apart within its table, in every round: two options may read alike, and those of a draft are empty. */
  readonly id: string;
  readonly label: string;
  /** One for each head; the first is the one to compare rounds by. */
  readonly values: readonly string[];
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
    rows: counted.map(({ id, label, count }) => ({ id, label, values: [whole(count), percent(share(count, n), 1), intervalText(count, n, texts)] })),
  };
}

export function intervalText(count: number, n: number, { numbers }: ChartTexts): string {
  const interval = wilsonInterval(count, n);
  return interval ? numbers.percents(interval.low, interval.high, 1) : "–";
}
