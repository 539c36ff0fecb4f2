/** A survey's file as the browser reads it; what is inside is the server's to judge. */
export const MAX_FILE_BYTES = 20_000_000;

export type ReadFile = { readonly content: unknown } | { readonly problem: "no-json" | "too-large" };

export async function readSurveyFile(file: File): Promise<ReadFile> {
  if (file.size > MAX_FILE_BYTES) return { problem: "too-large" };
  try {
    return { content: JSON.parse(await file.text()) as unknown };
  } catch {
    return { problem: "no-json" };
  }
}
