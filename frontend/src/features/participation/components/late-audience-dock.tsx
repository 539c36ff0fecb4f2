/** Holds the place of the dock at the foot of the phone, and fetches what is in it where a session has any. */
import { Component, lazy, type ReactNode, Suspense } from "react";
import type { Phone } from "@/features/participation/api/use-phone";
import { keepPageAgain } from "@/lib/keep-page";
import type { Database } from "@/lib/outbox/database";

const AudienceDock = lazy(async () => {
  const { AudienceDock: Dock } = await import("@/features/participation/components/audience-dock");
  keepPageAgain();
  return { default: Dock };
});

/** Whether there is a dock; what else sticks to the foot of the phone then stands on it (`--dock`). */
export function hasDock({ session: { settings }, state, status, isLoaded }: Phone): boolean {
  const takes = (settings.audience_questions ?? "off") !== "off" || settings.reactions;
  return takes && isLoaded && state.phase !== "ended" && status.phase !== "stopped";
}

interface LateAudienceDockProps {
  phone: Phone;
  database: Database;
  /** It cannot be had, as without a network, or broke. */
  onLost: () => void;
}

export function LateAudienceDock({ phone, database, onLost }: LateAudienceDockProps) {
  return (
    <Dispensable onLost={onLost}>
      <div className="sticky bottom-0 z-20 flex h-(--dock) items-center justify-center gap-1 border-t border-line bg-surface px-3 pb-[env(safe-area-inset-bottom)]">
        <Suspense>
          <AudienceDock phone={phone} database={database} />
        </Suspense>
      </div>
    </Dispensable>
  );
}

/** Answers matter more than the dock: where that fails, nothing is drawn and the rest of the phone goes on. */
class Dispensable extends Component<{ onLost: () => void; children: ReactNode }, { readonly isLost: boolean }> {
  override state = { isLost: false };

  static getDerivedStateFromError() {
    return { isLost: true };
  }

  override componentDidCatch() {
    this.props.onLost();
  }

  override render() {
    return this.state.isLost ? null : this.props.children;
  }
}
