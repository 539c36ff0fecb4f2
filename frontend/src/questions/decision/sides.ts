/** The two sides of a decision. Pure. */
import type { Consent, YesNo } from "@/lib/questions/question";

/** The two answers with their words. */
export function sidesOf(question: YesNo | Consent): { id: string; label: string }[] {
  if ("text" in question) return [{ id: "agreed", label: "I agree" }, { id: "declined", label: "I do not agree" }];
  return [{ id: "yes", label: question.yes_label || "Yes" }, { id: "no", label: question.no_label || "No" }];
}
