/** What to tell people about a failed request. */
import { ApiError, NetworkError } from "@/lib/api/client";
import { shownLanguage } from "@/lib/i18n/language";
import { PHRASES } from "@/lib/i18n/phrases";

export function errorMessage(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  const { unreachable, brokenHere } = PHRASES[shownLanguage()];
  return error instanceof NetworkError ? unreachable : brokenHere;
}
