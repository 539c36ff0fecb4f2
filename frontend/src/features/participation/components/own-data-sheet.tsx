/** What is held about oneself: to read, to take away, to have erased. */
import { useState } from "react";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { HeldData } from "@/components/held-data/held-data";
import { useHeldTexts } from "@/components/held-data/use-texts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Notice } from "@/components/ui/surface";
import { useErasure, useOwnData } from "@/features/participation/api/use-own-data";
import type { Phone } from "@/features/participation/api/use-phone";
import { usePhrases } from "@/lib/i18n/phrases";
import type { Database } from "@/lib/outbox/database";
import { describeHeld } from "@/questions/describe-held";

export interface OwnDataProps {
  phone: Phone;
  database: Database;
  /** Nothing is held any more: this phone is no longer part of the session. */
  onErased: () => void;
  onClose: () => void;
}

export function OwnDataSheet({ phone, database, onErased, onClose }: OwnDataProps) {
  const texts = useHeldTexts().own;
  const [isAsking, setAsking] = useState(false);
  const { erasure, erase } = useErasure(database, phone.session.id);
  const isUnderway = erasure.kind === "underway";
  if (erasure.kind === "done")
    return (
      <Dialog open onOpenChange={onErased} title={texts.done}>
        <p className="text-pretty text-muted">{texts.doneText}</p>
        <Button variant="primary" className="mt-6 w-full" onClick={onErased}>
          {texts.close}
        </Button>
      </Dialog>
    );
  if (!isAsking)
    return (
      <Dialog open onOpenChange={onClose} title={texts.title} description={texts.text}>
        <Held phone={phone} database={database} onErase={() => setAsking(true)} />
      </Dialog>
    );
  return (
    <Dialog open onOpenChange={() => !isUnderway && onClose()} title={texts.sure}>
      <ul className="flex list-disc flex-col gap-2 ps-5 text-pretty text-muted">
        {texts.what.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {erasure.kind === "failed" && (
        <Notice tone="bad" className="mt-4">
          {erasure.message}
        </Notice>
      )}
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        <Button disabled={isUnderway} onClick={() => setAsking(false)}>
          {texts.back}
        </Button>
        <Button variant="danger" busy={isUnderway} onClick={erase}>
          {texts.confirm}
        </Button>
      </div>
    </Dialog>
  );
}

function Held({ phone, database, onErase }: Pick<OwnDataProps, "phone" | "database"> & { onErase: () => void }) {
  const texts = useHeldTexts().own;
  const answerTexts = useAnswerTexts();
  const { tryAgain } = usePhrases();
  const { data, retry } = useOwnData(database, phone.session.id);
  return (
    <div className="flex flex-col gap-6">
      {phone.waiting > 0 && <Notice tone="mark">{texts.waiting}</Notice>}
      {data.kind === "loading" && <RowsLoading rows={3} />}
      {data.kind === "failed" && (
        <Notice tone="bad" action={<Button size="sm" onClick={retry}>{tryAgain}</Button>}>
          {data.message}
        </Notice>
      )}
      {data.kind === "held" && (
        <>
          <HeldData held={data.held} describe={describeHeld(phone.session.questions, answerTexts)} />
          <Button variant="danger" className="self-start" onClick={onErase}>
            {texts.erase}
          </Button>
        </>
      )}
    </div>
  );
}
