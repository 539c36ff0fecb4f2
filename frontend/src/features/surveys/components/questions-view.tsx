/** The questions on one side, page by page; the open one as a phone shows it on the other. */
import { ListPlus, Plus } from "lucide-react";
import { DropPlace } from "@/components/reorder/drop-place";
import type { Movable, Place } from "@/components/reorder/place";
import { ReorderArea } from "@/components/reorder/reorder-area";
import { Button } from "@/components/ui/button";
import { TextAreaField, TextField } from "@/components/ui/field";
import { EmptyState } from "@/components/ui/surface";
import { stepsOf } from "@/features/surveys/api/logic";
import { pagesOf } from "@/features/surveys/api/pages";
import type { Editor } from "@/features/surveys/api/use-editor";
import type { PublishProblems } from "@/features/surveys/api/use-publish-problems";
import { AddQuestion } from "@/features/surveys/components/add-question";
import { Edits } from "@/features/surveys/components/edits";
import { PageHead } from "@/features/surveys/components/page-head";
import { PhonePreview } from "@/features/surveys/components/phone-preview";
import { PointedField } from "@/features/surveys/components/pointed-field";
import { QuestionCard, UNDIVIDED } from "@/features/surveys/components/question-card";
import { useTexts } from "@/features/surveys/use-texts";
import { newPageId } from "@/lib/questions/new-id";

interface QuestionsViewProps {
  editor: Editor;
  problems: PublishProblems;
}

export function QuestionsView({ editor, problems }: QuestionsViewProps) {
  const texts = useTexts().editor;
  const { content, selected } = editor.draft;
  const shown = content.questions.find((question) => question.id === selected) ?? content.questions[0];
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Edits editor={editor}>
          <Head editor={editor} />
        </Edits>
        {content.questions.length === 0 && (
          <EmptyState icon={<ListPlus />} title={texts.questions.none} className="rounded-card bg-surface ring-1 ring-line">
            {texts.questions.noneHint}
          </EmptyState>
        )}
        <Pages editor={editor} problems={problems} />
        <Edits editor={editor}>
          <div>
            <AddQuestion onAdd={(question) => editor.dispatch({ type: "added", question })} />
            <PointedField editor={editor} owner={null} part={/^(questions|sections)/} />
          </div>
          {content.questions.length > 0 && (
            <Button variant="quiet" className="self-start text-brand" onClick={() => editor.dispatch({ type: "page-added", ids: [newPageId(), newPageId()] })}>
              <Plus className="size-5" /> {texts.pages.add}
            </Button>
          )}
        </Edits>
      </div>
      <aside className="hidden lg:block" aria-label={texts.questions.preview}>
        <div className="sticky top-52">{shown && <PhonePreview key={shown.id} question={shown} theme={content.theme} language={content.language} />}</div>
      </aside>
    </div>
  );
}

function Head({ editor }: { editor: Editor }) {
  const { draft, dispatch, problemAt } = editor;
  const texts = useTexts().editor.head;
  return (
    <div className="flex flex-col gap-4 rounded-card bg-surface p-4 ring-1 ring-line sm:p-5">
      <TextField label={texts.title} maxLength={200} value={draft.content.title} error={problemAt("title")} onChange={({ target }) => dispatch({ type: "described", changed: { title: target.value } })} className="text-lg font-semibold" />
      <TextAreaField label={texts.introduction} rows={1} maxLength={4000} hint={texts.introductionHint} value={draft.content.description} error={problemAt("description")} onChange={({ target }) => dispatch({ type: "described", changed: { description: target.value } })} />
      <PointedField editor={editor} owner={null} part={/^(title|description)$/} />
    </div>
  );
}

function Pages({ editor, problems }: QuestionsViewProps) {
  const { questions: texts, pages: named } = useTexts().editor;
  const { content } = editor.draft;
  const steps = stepsOf(content);
  const pages = pagesOf(content);
  const places = new Map(content.questions.map(({ id }, i) => [id, i]));
  const put = ({ kind, id }: Movable, { list, at }: Place) =>
    editor.dispatch(kind === "page" ? { type: "page-put", id, at } : { type: "put", id, page: list === UNDIVIDED ? null : list, at });
  const nameOf = (list: string) => {
    const number = pages.findIndex(({ section }) => section?.id === list) + 1;
    return number > 0 ? named.name(number) : null;
  };
  return (
    <ReorderArea onPut={put} nameOf={nameOf} className="flex flex-col gap-4">
      {pages.map(({ section, questions }, position) => (
        <section key={section?.id ?? "all"} className="relative flex flex-col gap-3" aria-label={section ? `${position + 1}` : undefined}>
          {section && <DropPlace kind="page" list="" at={position} className="-top-4 h-4" />}
          {section && <PageHead editor={editor} position={position} count={pages.length} {...{ section, steps }} problems={problems.about(section.id)} />}
          <ol className="relative flex flex-col gap-3" aria-label={texts.list}>
            {questions.map((question, place) => (
              <QuestionCard
                key={question.id}
                {...{ editor, question, pages, steps, place }}
                position={places.get(question.id) ?? 0}
                page={section?.id ?? null}
                mayGoUp={place > 0 || position > 0}
                mayGoDown={place < questions.length - 1 || position < pages.length - 1}
                problems={problems.about(question.id)}
              />
            ))}
          </ol>
          <span className="relative -mt-3 block">
            <DropPlace kind="question" list={section?.id ?? UNDIVIDED} at={questions.length} className="-bottom-3 h-3" />
          </span>
          {section && position === pages.length - 1 && <DropPlace kind="page" list="" at={pages.length} className="-bottom-4 h-4" />}
        </section>
      ))}
    </ReorderArea>
  );
}
