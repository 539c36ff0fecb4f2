/** A list of people as it was pasted or read from a file, and its lines: pure. */
import type { ImportedInvitations, NewSessionInvitations } from "@/lib/api/schema";

/** What the server takes of one list. */
export const MOST_CHARACTERS = 1_900_000;

/** As the server reads them (tables.py). */
const HEADING = /^"?((e[\s_-]*)?mail([\s_-]*adresse)?|((e[\s_-]*)?mail[\s_-]*)?address)"?$/i;

/** A first line that names a column for addresses makes it a table. */
export function isTable(text: string): boolean {
  return firstLine(text).split(/[,;\t|]/).some((cell) => HEADING.test(cell.trim()));
}

/** `file`: the name of the one it was read from. */
export function listOf(text: string, file: string | null): NewSessionInvitations {
  return isTable(text) || /\.(csv|tsv)$/i.test(file ?? "") ? { csv: text } : { text };
}

/** A text as the programs write it that make such files: UTF-8, else what Excel writes in the west. Null for no text. */
export function decoded(bytes: BufferSource): string | null {
  const text = unicode(bytes) ?? new TextDecoder("windows-1252").decode(bytes);
  return text.includes("\0") ? null : text;
}

function unicode(bytes: BufferSource): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

export type Fault = ImportedInvitations["problems"][number];

export interface Verdicts {
  readonly known: number;
  readonly repeated: number;
  /** What its author can correct. */
  readonly faults: readonly Fault[];
}

export function verdictsOf({ problems }: ImportedInvitations): Verdicts {
  const among = (code: string) => problems.filter((problem) => problem.code === code).length;
  return { known: among("known"), repeated: among("repeated"), faults: problems.filter(({ code }) => code !== "known" && code !== "repeated") };
}

export function lineOf(text: string, row: number): string {
  return text.split(/\r\n|\r|\n/)[row - 1] ?? "";
}

/** Only the lines that were not taken, under the first line where that names the columns. */
export function remainder(text: string, faults: readonly Fault[]): string {
  const rows = [...new Set(faults.map(({ row }) => row))];
  return [...(isTable(text) ? [firstLine(text)] : []), ...rows.map((row) => lineOf(text, row))].join("\n");
}

function firstLine(text: string): string {
  return text.replace(/^\uFEFF/, "").trimStart().split(/\r\n|\r|\n/)[0] ?? "";
}
