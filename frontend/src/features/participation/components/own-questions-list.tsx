/** One's own questions that the room does not see: on their way, refused, waiting for a moderator, or not shown. */
import { CircleX, Clock, EyeOff, Send } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { Asking, WaitingQuestion } from "@/features/participation/api/asking";
import { type AskDraft, useAskingView } from "@/features/participation/api/use-asking";
import type { BoardQuestion } from "@/features/participation/api/use-board";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";

interface OwnQuestionsListProps {
  asking: Asking;
  draft: AskDraft;
  unseen: readonly BoardQuestion[];
}

export function OwnQuestionsList({ asking, draft, unseen }: OwnQuestionsListProps) {
  const texts = useAudienceTexts();
  const { waiting, sending } = useAskingView(asking);
  const isEmpty = waiting.length + unseen.length === 0;
  return (
    <section role="status" aria-label={texts.mine} className={isEmpty ? "" : "mt-6"}>
      {!isEmpty && <h3 className="text-lg">{texts.mine}</h3>}
      <ul className="mt-3 flex flex-col gap-2.5 empty:hidden">
        {waiting.map((question) => (
          <Waiting
            key={question.key}
            question={question}
            isSending={sending === question.key}
            onEdit={draft.text?.trim() === "" ? () => draft.change(question.text) : null}
            onForget={() => void asking.forget(question.key)}
          />
        ))}
        {unseen.map(({ id, text, state }) => (
          <Row key={id} text={text} icon={state === "hidden" ? <EyeOff /> : <Clock />} tone="text-muted">
            {texts.states[state]}
          </Row>
        ))}
      </ul>
    </section>
  );
}

interface WaitingProps {
  question: WaitingQuestion;
  isSending: boolean;
  /** Null where something else is being written, which must stay. */
  onEdit: (() => void) | null;
  onForget: () => void;
}

function Waiting({ question: { text, refusal }, isSending, onEdit, onForget }: WaitingProps) {
  const texts = useAudienceTexts();
  const editAgain = onEdit && (() => {
    onEdit();
    onForget();
  });
  const ways = (
    <p className="mt-2 flex flex-wrap gap-2">
      {editAgain && <Button onClick={editAgain}>{texts.edit}</Button>}
      <Button variant="quiet" onClick={onForget}>{texts.discard}</Button>
    </p>
  );
  if (refusal !== null)
    return (
      <Row text={text} icon={<CircleX />} tone="text-bad" action={ways}>
        {texts.refused}: {refusal}
      </Row>
    );
  return (
    <Row text={text} icon={isSending ? <Send /> : <Clock />} tone={isSending ? "text-muted" : "text-mark-ink"}>
      {isSending ? `${texts.sending}…` : `${texts.kept}. ${texts.keptHint}.`}
    </Row>
  );
}

function Row({ text, icon, tone, action, children }: { text: string; icon: ReactNode; tone: string; action?: ReactNode; children: ReactNode }) {
  return (
    <li className="rounded-2xl bg-sunken px-4 py-3">
      <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">{text}</p>
      <p className={`mt-1.5 flex items-start gap-2 text-[0.9375rem] font-semibold ${tone}`}>
        <span aria-hidden="true" className="mt-0.5 shrink-0 [&>svg]:size-4.5">{icon}</span>
        <span>{children}</span>
      </p>
      {action}
    </li>
  );
}
