/** Reads and writes where items lie between two axes, and what their counters say. Pure. */
import type { Grid } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";

export const MOST = 100;
export const BINS = 10;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export function placesIn(value: AnswerValue | undefined): ReadonlyMap<string, Place> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).flatMap(([id, at]) => (Array.isArray(at) && at.length === 2 ? [[id, { x: Number(at[0]), y: Number(at[1]) }] as const] : [])));
}

/** The value with one item placed; coordinates are whole and on the grid. */
export function place(value: AnswerValue | undefined, item: string, { x, y }: Place): AnswerValue {
  const placed = new Map(placesIn(value)).set(item, { x: onGrid(x), y: onGrid(y) });
  return Object.fromEntries([...placed].map(([id, at]) => [id, [at.x, at.y]]));
}

function onGrid(value: number): number {
  return Math.max(0, Math.min(MOST, Math.round(value) || 0));
}

export interface MeanPlace {
  readonly id: string;
  readonly label: string;
  readonly n: number;
  /** Null where nobody placed it. */
  readonly mean: Place | null;
  /** Standard deviations along both axes (n − 1); null below two answers. */
  readonly spread: Place | null;
}

export function meanPlaces({ items }: Grid, cell: Cell): MeanPlace[] {
  return items.map(({ id, label }) => {
    const n = cell[`i:${id}`] ?? 0;
    const sum = (axis: string) => cell[`${axis}:${id}`] ?? 0;
    const deviation = (sums: number, squares: number) => Math.sqrt(Math.max(0, (n * squares - sums * sums) / (n * (n - 1))));
    return {
      id,
      label,
      n,
      mean: n === 0 ? null : { x: sum("x") / n, y: sum("y") / n },
      spread: n < 2 ? null : { x: deviation(sum("x"), sum("xx")), y: deviation(sum("y"), sum("yy")) },
    };
  });
}

/** How often the item was put in each of the ten by ten fields, by column and row from the low ends. */
export function density(cell: Cell, items: readonly string[]): { bx: number; by: number; count: number }[] {
  return Array.from({ length: BINS * BINS }, (_, i) => {
    const [bx, by] = [i % BINS, Math.floor(i / BINS)];
    return { bx, by, count: items.reduce((sum, id) => sum + (cell[`g:${id}:${bx}:${by}`] ?? 0), 0) };
  }).filter(({ count }) => count > 0);
}
