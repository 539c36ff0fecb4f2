/** Everything that is held about one participant, for those who ask. */
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { HeldData } from "@/components/held-data/held-data";
import { Dialog } from "@/components/ui/dialog";
import { FailedQuery } from "@/components/ui/failed-query";
import { RowsLoading } from "@/components/ui/rows-loading";
import { heldQuery } from "@/features/participants/api/participants";
import { useTexts } from "@/features/participants/use-texts";
import type { Session } from "@/lib/api/schema";
import { describeHeld } from "@/questions/describe-held";

interface HeldDialogProps {
  session: Session;
  participant: string;
  who: string;
  onClose: () => void;
}

export function HeldDialog({ session, participant, who, onClose }: HeldDialogProps) {
  const texts = useTexts().held;
  const answerTexts = useAnswerTexts();
  const held = useQuery(heldQuery(session.id, participant));
  return (
    <Dialog open onOpenChange={onClose} title={texts.title(who)} description={texts.text}>
      {held.isPending && <RowsLoading rows={3} />}
      <FailedQuery query={held} />
      {held.data && (
        <Suspense fallback={<RowsLoading rows={3} />}>
          <HeldData held={held.data} describe={describeHeld(session.questions, answerTexts)} />
        </Suspense>
      )}
    </Dialog>
  );
}
