/** What to tell somebody whom another provider sent back without a login. */
import type { Texts } from "@/features/accounts/texts/en";

export function providerProblem(code: string | null, texts: Texts["provider"]): string | null {
  if (code === null) return null;
  return Object.hasOwn(texts, code) ? texts[code as keyof Texts["provider"]] : texts.other;
}
