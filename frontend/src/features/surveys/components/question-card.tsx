/** A question in the editor: a line when closed, a form when open. */
import { ArrowDown, ArrowUp, Split } from "lucide-react";
import { clsx } from "clsx";
import { DragHandle } from "@/components/reorder/drag-handle";
import { DropPlace } from "@/components/reorder/drop-place";
import { useIsLifted } from "@/components/reorder/reordering";
import { IconButton } from "@/components/ui/button";
import { Badge } from "@/components/ui/surface";
import type { Step } from "@/features/surveys/api/logic";
import type { Page } from "@/features/surveys/api/pages";
import type { Editor } from "@/features/surveys/api/use-editor";
import { Edits } from "@/features/surveys/components/edits";
import { ProblemLines } from "@/features/surveys/components/problem-lines";
import { QuestionForm } from "@/features/surveys/components/question-form";
import { useTexts } from "@/features/surveys/use-texts";
import type { Question } from "@/lib/questions/question";
import { useTypeNames } from "@/questions/names/use-type-names";
import { QuestionIcon } from "@/questions/question-icon";

export interface QuestionCardProps {
  editor: Editor;
  question: Question;
  /** From 0, over all pages. */
  position: number;
  pages: readonly Page[];
  /** The page it stands on; null where the survey is not divided. */
  page: string | null;
  mayGoUp: boolean;
  mayGoDown: boolean;
  /** From 0, on its page. */
  place: number;
  steps: readonly Step[];
  /** What keeps it from being published. */
  problems: readonly string[];
}

/** The list of the questions of a survey that is not divided into pages. */
export const UNDIVIDED = "all";

export function QuestionCard(props: QuestionCardProps) {
  const { editor, question, position, page, place, problems } = props;
  const texts = useTexts().editor.questions;
  const names = useTypeNames().types;
  const isOpen = question.id === editor.draft.selected;
  const hasProblem = problems.length > 0 || editor.hasProblemUnder(`questions.${position}`);
  const here = { list: page ?? UNDIVIDED, at: place };
  const isLifted = useIsLifted("question", question.id);
  return (
    <li className={clsx("group/card relative rounded-card bg-surface ring-1 transition-shadow", isOpen ? "shadow-card ring-brand" : hasProblem ? "ring-2 ring-bad" : "ring-line hover:ring-line-strong", isLifted && "opacity-60")}>
      <DropPlace kind="question" {...here} className="-top-3 h-3" />
      <div className="flex items-center gap-2 pe-2">
        <Edits editor={editor}>
          <DragHandle kind="question" id={question.id} name={texts.called(position + 1)} from={here} className="h-16 w-8 -me-3 rounded-s-card" />
        </Edits>
        <button type="button" onClick={() => editor.dispatch({ type: "selected", id: isOpen ? null : question.id })} aria-expanded={isOpen} className="flex min-h-16 min-w-0 flex-1 items-center gap-3.5 rounded-card ps-2 pe-4 text-start">
          <span className="figures w-5 text-center font-bold text-faint">{position + 1}</span>
          <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand">
            <QuestionIcon type={question.type} />
          </span>
          <span className="min-w-0 flex-1">
            <span className={clsx("block truncate font-semibold", question.title === "" && "text-faint")}>{question.title ? <bdi lang={editor.draft.content.language}>{question.title}</bdi> : texts.untitled}</span>
            <span className="block truncate text-sm text-faint">{names[question.type].name}</span>
          </span>
          {question.show_if && <Badge tone="brand"><Split aria-hidden="true" className="size-3.5" />{texts.conditional}</Badge>}
          {question.required && <Badge className="max-sm:hidden">{texts.required}</Badge>}
          {hasProblem && <Badge tone="bad">{texts.toMend}</Badge>}
        </button>
        <Edits editor={editor}>
          <Moves {...props} className="hidden transition-opacity sm:flex pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100" />
        </Edits>
      </div>
      <ProblemLines problems={problems} />
      {isOpen && (
        <Edits editor={editor}>
          <QuestionForm {...props} moves={<Moves {...props} className="flex sm:hidden" />} />
        </Edits>
      )}
    </li>
  );
}

function Moves({ editor: { dispatch }, question: { id }, position, mayGoUp, mayGoDown, className }: QuestionCardProps & { className: string }) {
  const texts = useTexts().editor.questions;
  return (
    <div className={className}>
      <IconButton label={texts.moveUp(position + 1)} icon={<ArrowUp className="size-4" />} disabled={!mayGoUp} onClick={() => dispatch({ type: "moved", id, by: -1 })} />
      <IconButton label={texts.moveDown(position + 1)} icon={<ArrowDown className="size-4" />} disabled={!mayGoDown} onClick={() => dispatch({ type: "moved", id, by: 1 })} />
    </div>
  );
}
