/** After the end or the close: what became of the answers, what was never sent, and the results where they are shown. */
import { Flag } from "lucide-react";
import { EmptyState } from "@/components/ui/surface";
import { latestAttempt } from "@/features/participation/api/attempts";
import { FORM } from "@/questions/form/form";
import { useFormDraft } from "@/features/participation/api/use-form-draft";
import type { Phone } from "@/features/participation/api/use-phone";
import { DeliveryNote } from "@/features/participation/components/delivery-note";
import { OwnScore } from "@/features/participation/components/own-score";
import { RevealedList } from "@/features/participation/components/revealed-results";
import { useTexts } from "@/features/participation/use-texts";
import { useMoments } from "@/lib/i18n/moments";
import type { Database } from "@/lib/outbox/database";

export function OverScreen({ phone, database }: { phone: Phone; database: Database }) {
  const texts = useTexts().ended;
  const { when } = useMoments();
  const { session, state, part, waiting } = phone;
  const draft = useFormDraft(database, session.id, () => ({}), 1);
  const isForm = session.mode === "open";
  const { delivery } = part(FORM, latestAttempt(session, part));
  const isUnsent = isForm && Object.keys(draft.answers).length > 0;
  const { closes_at: closedAt } = session.settings;
  return (
    <main className="flex-1 px-5 pb-16">
      <EmptyState icon={<Flag />} title={state.phase === "ended" || !closedAt ? texts.title : texts.closed(when(closedAt))}>
        {waiting > 0 ? texts.waiting : isUnsent ? texts.unsent : texts.thanks}
      </EmptyState>
      {isForm && delivery.state !== "none" && (
        <div className="rounded-2xl bg-surface p-4 ring-1 ring-line">
          <DeliveryNote delivery={delivery} />
        </div>
      )}
      <OwnScore phone={phone} database={database} />
      <RevealedList phone={phone} />
    </main>
  );
}
