/** The two sides of a decision. Pure. */
import type { SideWords } from "@/lib/questions/comparands";
import type { Consent, YesNo } from "@/lib/questions/question";

/** The two answers with their words. */
export function sidesOf(question: YesNo | Consent, sides: SideWords): { id: string; label: string }[] {
  if ("text" in question) return [{ id: "agreed", label: sides.agreed }, { id: "declined", label: sides.declined }];
  return [{ id: "yes", label: question.yes_label || sides.yes }, { id: "no", label: question.no_label || sides.no }];
}
