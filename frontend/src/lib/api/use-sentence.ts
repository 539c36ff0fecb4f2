/** What an error that was stored with a thing says, in the language that is shown. */
import { useSyncExternalStore } from "react";
import { loadErrorWords, sentenceFor } from "@/lib/api/error-words";
import { useLanguage } from "@/lib/i18n/language";

/** The server's own sentence until the words of the language have come. */
export function useSentence(error: { readonly code: string; readonly message: string } | null | undefined): string | null {
  useLanguage();
  // Subscribed anew with each drawing, and so with each language too; words that are here already are not fetched again.
  return useSyncExternalStore(
    (listener) => {
      void loadErrorWords().then(listener);
      return () => {};
    },
    () => (error ? sentenceFor(error.code, error.message) : null),
  );
}
