/** The time left to answer. */
import { Timer } from "lucide-react";
import type { Phone } from "@/features/participation/api/use-phone";
import { useNow } from "@/lib/use-now";
import { countdown } from "@/lib/wording";
import { deadlineOf } from "@/questions/deadline";

export function PhoneTimer({ phone: { state, session, connection } }: { phone: Phone }) {
  const deadline = deadlineOf(state, session.questions);
  const now = useNow(250) + connection.serverAheadMs;
  if (deadline === null || !state.accepting) return null;
  const left = Date.parse(deadline) - now;
  if (left <= 0) return null;
  return (
    <span role="timer" className={`figures ms-auto inline-flex items-center gap-1.5 rounded-full px-3 py-1 font-bold ${left <= 10_000 ? "bg-mark text-[#2b1a00]" : "bg-brand-soft text-brand"}`}>
      <Timer aria-hidden="true" className="size-4" /> {countdown(left)}
    </span>
  );
}
