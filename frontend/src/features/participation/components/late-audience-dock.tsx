/** Holds the place of the dock at the foot of the phone, and fetches what is in it where a session has any. */
import { lazy, Suspense } from "react";
import type { Phone } from "@/features/participation/api/use-phone";
import type { Database } from "@/lib/outbox/database";

const AudienceDock = lazy(async () => ({ default: (await import("@/features/participation/components/audience-dock")).AudienceDock }));

/** Whether there is a dock; what else sticks to the foot of the phone then stands on it (`--dock`). */
export function hasDock({ session: { settings }, state, status, isLoaded }: Phone): boolean {
  const takes = (settings.audience_questions ?? "off") !== "off" || settings.reactions;
  return takes && isLoaded && state.phase !== "ended" && status.phase !== "stopped";
}

export function LateAudienceDock({ phone, database }: { phone: Phone; database: Database }) {
  return (
    <div className="sticky bottom-0 z-20 flex h-(--dock) items-center justify-center gap-1 border-t border-line bg-surface px-3 pb-[env(safe-area-inset-bottom)]">
      <Suspense>
        <AudienceDock phone={phone} database={database} />
      </Suspense>
    </div>
  );
}
