/** Says once, where a link is blind, that its form is stored: nobody else could, and the reminders end. */
import { useEffect } from "react";
import { hasStoredForm } from "@/features/participation/api/attempts";
import { owesReport, reportDone } from "@/features/participation/api/personal-link";
import type { Phone } from "@/features/participation/api/use-phone";

export function useDoneReport(phone: Phone, token: string | null): void {
  const isStored = phone.session.mode === "open" && hasStoredForm(phone.session, phone.part);
  const { phase } = phone.status;
  useEffect(() => {
    // What fails here is tried again when the connection comes back, and at the next visit.
    if (token !== null && isStored && owesReport(token)) reportDone(token).catch(() => undefined);
  }, [token, isStored, phase]);
}
