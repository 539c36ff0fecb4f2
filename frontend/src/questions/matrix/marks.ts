/** Reads and writes the marks of a matrix. Pure. */
import type { Matrix } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";

/** The columns marked in a row. */
export function inRow(value: AnswerValue | undefined, row: string): string[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  const marks = value[row];
  if (Array.isArray(marks)) return marks.map(String);
  return typeof marks === "string" ? [marks] : [];
}

/** The value with one mark set or taken; rows without marks are left out, and columns keep their order. */
export function mark({ per_row, rows, columns }: Matrix, value: AnswerValue | undefined, row: string, column: string): AnswerValue {
  const next: Record<string, string | string[]> = {};
  for (const { id } of rows) {
    const before = inRow(value, id);
    const marks = id === row ? (per_row === "one" ? [column] : toggled(before, column)) : before;
    const kept = columns.map((one) => one.id).filter((one) => marks.includes(one));
    if (kept.length > 0) next[id] = per_row === "one" ? kept[0]! : kept;
  }
  return Object.keys(next).length > 0 ? next : null;
}

function toggled(marks: readonly string[], column: string): string[] {
  return marks.includes(column) ? marks.filter((one) => one !== column) : [...marks, column];
}
