/** The way through the survey: what is shown when, which question decides about which, and what is wrong with it. */
import { clsx } from "clsx";
import { ArrowRight, CircleAlert, CircleCheck, Route } from "lucide-react";
import { Card, Notice, Skeleton } from "@/components/ui/surface";
import { conditionWords, type Wording } from "@/features/surveys/api/condition-words";
import { type Step, stepsOf } from "@/features/surveys/api/logic";
import { pagesOf } from "@/features/surveys/api/pages";
import type { Editor } from "@/features/surveys/api/use-editor";
import type { PublishProblems } from "@/features/surveys/api/use-publish-problems";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";

interface LogicViewProps {
  editor: Editor;
  problems: PublishProblems;
}

export function LogicView({ editor, problems }: LogicViewProps) {
  const texts = useTexts().editor;
  const { content } = editor.draft;
  const steps = stepsOf(content);
  const wording: Wording = { texts, questions: content.questions };
  const open = (question: string) => editor.pointTo({ owner: question, field: "", words: "" });
  const isPlain = steps.every(({ conditions }) => conditions.length === 0);
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <div>
        <h2 className="text-xl">{texts.logic.title}</h2>
        <p className="mt-1 text-pretty text-muted">{texts.logic.intro}</p>
      </div>
      <ProblemsCard editor={editor} problems={problems} />
      {isPlain && <Notice>{texts.logic.none}</Notice>}
      {pagesOf(content).map(({ section, questions }, i) => (
        <section key={section?.id ?? "all"} className="flex flex-col gap-2">
          {section && (
            <div>
              <h3 className="font-bold"><bdi>{section.title || texts.pages.name(i + 1)}</bdi></h3>
              {section.show_if && <p className="text-sm text-muted"><b>{texts.logic.shownIf}</b> {conditionWords(section.show_if, wording)}</p>}
            </div>
          )}
          <ol className="flex flex-col gap-2">
            {steps.filter(({ question }) => questions.includes(question)).map((step) => <StepRow key={step.question.id} {...{ step, steps, wording }} onOpen={open} faults={problems.problems.filter(({ owner }) => owner === step.question.id).map((problem) => problem.words)} />)}
          </ol>
        </section>
      ))}
    </div>
  );
}

interface StepRowProps {
  step: Step;
  steps: readonly Step[];
  wording: Wording;
  /** What keeps the survey from being published and is about this question. */
  faults: readonly string[];
  onOpen: (question: string) => void;
}

function StepRow({ step: { question, position, decides }, steps, wording, faults, onOpen }: StepRowProps) {
  const { logic, questions: named } = wording.texts;
  const decided = steps.filter((step) => decides.includes(step.question.id));
  return (
    <li className={clsx("flex gap-3 rounded-control bg-surface px-4 py-3 ring-1", faults.length > 0 ? "ring-bad/60" : "ring-line")}>
      <span className="figures w-5 shrink-0 pt-0.5 text-center font-bold text-faint">{position + 1}</span>
      <div className="min-w-0 flex-1">
        <button type="button" aria-label={logic.open(question.title || named.untitled)} onClick={() => onOpen(question.id)} className="rounded text-start font-semibold hover:text-brand hover:underline">
          <bdi>{question.title || named.untitled}</bdi>
        </button>
        <p className="text-sm text-muted">{question.show_if ? <><b>{logic.shownIf}</b> {conditionWords(question.show_if, wording)}</> : logic.always}</p>
        {faults.map((words) => (
          <p key={words} className="mt-1 flex items-start gap-1.5 text-sm font-medium text-bad">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" /> {words}
          </p>
        ))}
        {decided.length > 0 && (
          <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-brand">
            <ArrowRight aria-hidden="true" className="size-4 rtl:rotate-180" /> {logic.decides}{" "}
            {decided.map((other) => (
              <button key={other.question.id} type="button" onClick={() => onOpen(other.question.id)} className="rounded-full bg-brand-soft px-2.5 py-0.5 text-start font-semibold hover:underline">
                {other.position + 1}. <bdi>{other.question.title || named.untitled}</bdi>
              </button>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

function ProblemsCard({ editor: { draft, pointTo }, problems: { problems, isPending, error } }: LogicViewProps) {
  const texts = useTexts().editor;
  const { questions, sections } = draft.content;
  const named = (owner: string | null) => {
    const question = questions.find(({ id }) => id === owner);
    if (question) return question.title || texts.questions.untitled;
    const page = sections.findIndex(({ id }) => id === owner);
    return page < 0 ? texts.logic.ofSurvey : texts.logic.page(sections[page]!.title || texts.pages.name(page + 1));
  };
  return (
    <Card aria-label={texts.logic.problems} className="flex flex-col gap-3 p-5">
      <h3 className="flex items-center gap-2 font-bold"><Route aria-hidden="true" className="size-5 text-brand" /> {texts.logic.problems}</h3>
      {isPending && <span role="status" aria-label={texts.logic.checking}><Skeleton className="h-6 w-2/3" /></span>}
      {error && <Notice tone="bad">{errorMessage(error)}</Notice>}
      {!isPending && !error && problems.length === 0 && <p className="flex items-center gap-2 text-good"><CircleCheck aria-hidden="true" className="size-5" /> {texts.logic.sound}</p>}
      <ul className="flex flex-col gap-2 empty:hidden">
        {problems.map((fault, i) => (
          <li key={i} className="text-[0.9375rem]">
            <button type="button" onClick={() => pointTo(fault)} className="rounded font-semibold underline decoration-line-strong underline-offset-3 hover:text-brand">{named(fault.owner)}</button>
            <span className="text-bad">: {fault.words}</span>
          </li>
        ))}
      </ul>
      {draft.isDirty && <p className="text-sm text-faint">{texts.logic.unsaved}</p>}
    </Card>
  );
}
