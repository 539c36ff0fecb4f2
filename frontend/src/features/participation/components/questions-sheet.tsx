/** The sheet with the questions of the room: write one, see where one's own stand, vote for others. */
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "@/components/ui/button";
import type { Asking } from "@/features/participation/api/asking";
import type { AudienceTransport } from "@/features/participation/api/audience-transport";
import { useAskDraft } from "@/features/participation/api/use-asking";
import { useBoard } from "@/features/participation/api/use-board";
import type { Phone } from "@/features/participation/api/use-phone";
import { AskForm } from "@/features/participation/components/ask-form";
import { BoardRow } from "@/features/participation/components/board-row";
import { OwnQuestionsList } from "@/features/participation/components/own-questions-list";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";
import type { Database } from "@/lib/outbox/database";

interface QuestionsSheetProps {
  phone: Phone;
  database: Database;
  asking: Asking;
  transport: AudienceTransport;
  onClose: () => void;
}

export function QuestionsSheet({ phone, database, asking, transport, onClose }: QuestionsSheetProps) {
  const texts = useAudienceTexts();
  const draft = useAskDraft(database, phone.session.id);
  const board = useBoard(database, phone, asking, transport);
  return (
    <Sheet title={texts.title} close={texts.close} onClose={onClose}>
      <AskForm settings={phone.session.settings} draft={draft} asking={asking} />
      <OwnQuestionsList asking={asking} draft={draft} unseen={board.unseen} />
      <section aria-label={texts.all} className="mt-7">
        <h3 className="text-lg">{texts.all}</h3>
        {board.questions === null ? (
          <p role="status" className="mt-3 text-muted">{texts.loading}…</p>
        ) : board.questions.length === 0 ? (
          <p className="mt-3 text-pretty text-muted">{texts.none}</p>
        ) : (
          <ol className="mt-3 flex flex-col gap-2.5">
            {board.questions.map((question) => (
              <BoardRow key={question.id} question={question} board={board} />
            ))}
          </ol>
        )}
      </section>
    </Sheet>
  );
}

/** A native dialog: the page behind it is inert, Escape and the back gesture close it, and it costs phones no library. */
function Sheet({ title, close, onClose, children }: { title: string; close: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  // Through the dialog, which gives the focus back to what opened it.
  const shut = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      aria-labelledby="questions-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && shut()}
      className="m-0 mx-auto mt-auto max-h-[94dvh] w-full max-w-xl overflow-y-auto overscroll-contain rounded-t-card bg-surface text-ink shadow-high backdrop:bg-[#04100f]/55"
    >
      <header className="sticky top-0 z-10 flex items-center gap-3 bg-surface px-5 pt-3 pb-2">
        <h2 id="questions-title" className="min-w-0 flex-1 text-xl">{title}</h2>
        <IconButton label={close} icon={<X className="size-5" />} size="md" className="-me-2 px-3" onClick={shut} />
      </header>
      <div className="px-5 pb-[max(1.5rem,env(safe-area-inset-bottom))]">{children}</div>
    </dialog>
  );
}
