/** Beside a draft that is tried: what is wrong with what is shown and with the rest of it, and what these answers hide. */
import { ChevronRight, CircleCheck, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import type { Draft } from "@/features/surveys/api/draft";
import { type Fault, faultsOf } from "@/features/surveys/api/faults";
import { usePublishProblems } from "@/features/surveys/api/use-publish-problems";
import type { Trial } from "@/features/surveys/api/use-trial";
import { useTexts } from "@/features/surveys/use-texts";
import { useArrow } from "@/lib/i18n/arrow";

interface TryItNotesProps {
  survey: string;
  draft: Draft;
  trial: Trial;
  /** Leaves for what a fault speaks of. */
  onShow: (fault: Fault) => void;
}

export function TryItNotes({ survey, draft, trial, onShow }: TryItNotesProps) {
  const { trying: texts, editor } = useTexts();
  const published = usePublishProblems(survey, draft);
  const faults = faultsOf(draft.content, published.problems, editor, useArrow());
  const isSound = faults.length === 0 && !draft.isDirty && !published.isPending && published.error === null;
  const { page, hidden } = trial;
  const here = faults.filter(({ owner }) => owner !== null && page !== null && (owner === page.id || page.questions.some(({ id }) => id === owner)));
  const elsewhere = faults.filter((fault) => !here.includes(fault));
  return (
    <div className="trying-notes flex flex-col items-start gap-4">
      <Button size="sm" onClick={trial.startAgain}>
        <RotateCcw aria-hidden="true" className="size-4" /> {texts.again}
      </Button>
      {here.length > 0 && (
        <Notice tone="bad" title={texts.here} className="w-full">
          <ul className="flex flex-col gap-1">
            {here.map((fault) => (
              <li key={`${fault.owner} ${fault.words}`}>
                <button type="button" className="rounded text-start underline decoration-line-strong underline-offset-3" onClick={() => onShow(fault)}>{fault.words}</button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {trial.isStopped && <Button size="sm" onClick={trial.goOn}>{texts.goOn}</Button>}
      {isSound && (
        <p className="flex items-start gap-2 text-[0.9375rem] text-good">
          <CircleCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0" /> {editor.logic.sound}
        </p>
      )}
      {elsewhere.length > 0 && <Elsewhere faults={elsewhere} draft={draft} onShow={onShow} />}
      {hidden.length > 0 && (
        <Folded title={texts.hidden(hidden.length)}>
          <ul className="flex flex-col gap-1">
            {hidden.map(({ id, title }) => <li key={id}><bdi lang={trial.language.tag}>{title}</bdi></li>)}
          </ul>
        </Folded>
      )}
    </div>
  );
}

function Elsewhere({ faults, draft, onShow }: Pick<TryItNotesProps, "draft" | "onShow"> & { faults: readonly Fault[] }) {
  const { trying: texts, editor } = useTexts();
  const { questions, sections } = draft.content;
  const named = (owner: string | null) => {
    const page = sections.findIndex(({ id }) => id === owner);
    if (page >= 0) return sections[page]!.title || editor.pages.name(page + 1);
    const question = questions.find(({ id }) => id === owner);
    return question ? question.title || editor.questions.untitled : texts.survey;
  };
  return (
    <Folded title={texts.elsewhere}>
      <ul className="flex flex-col gap-2.5">
        {faults.map((fault) => (
          <li key={`${fault.owner} ${fault.words}`}>
            <button type="button" className="text-start font-semibold text-brand underline underline-offset-4" onClick={() => onShow(fault)}>
              <bdi>{named(fault.owner)}</bdi>
            </button>
            <span className="block text-muted">{fault.words}</span>
          </li>
        ))}
      </ul>
    </Folded>
  );
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details open className="w-full text-[0.9375rem]">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-lg font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-faint transition rtl:rotate-180" />
        {title}
      </summary>
      <div className="mt-2 ps-5">{children}</div>
    </details>
  );
}
