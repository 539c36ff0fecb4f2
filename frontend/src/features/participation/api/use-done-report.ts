/** Says once, where a link is blind, that its form is stored: nobody else could, and the reminders end. */
import { useQuery } from "@tanstack/react-query";
import { FORM } from "@/features/participation/api/form";
import { owesReport, reportDone } from "@/features/participation/api/personal-link";
import type { Phone } from "@/features/participation/api/use-phone";

export function useDoneReport(phone: Phone, token: string | null): void {
  const isStored = phone.session.mode === "open" && (phone.part(FORM, 1).stored?.revision ?? 0) > 0;
  useQuery({
    queryKey: ["done", phone.participant],
    queryFn: () => reportDone(token!).then(() => true),
    enabled: token !== null && isStored && owesReport(token),
    staleTime: Infinity,
  });
}
