/** How often this phone has filled in the form of an open session, by what it keeps. Pure. */
import { FORM } from "@/questions/form/form";
import type { Phone } from "@/features/participation/api/use-phone";

/** The last attempt that anything was sent of, however far it got; the first where nothing was. */
export function latestAttempt({ settings }: Phone["session"], part: Phone["part"]): number {
  for (let attempt = settings.attempts; attempt > 1; attempt--) if (part(FORM, attempt).delivery.state !== "none") return attempt;
  return 1;
}

/** Whether any of them is stored. */
export function hasStoredForm({ settings }: Phone["session"], part: Phone["part"]): boolean {
  return Array.from({ length: settings.attempts }, (_, before) => part(FORM, before + 1)).some(({ stored }) => (stored?.revision ?? 0) > 0);
}
