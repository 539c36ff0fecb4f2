/** The editor: questions on one side, the open one as a phone shows it on the other. */
import { useQuery } from "@tanstack/react-query";
import { FileQuestion, ListPlus } from "lucide-react";
import { useParams } from "react-router";
import { TextAreaField, TextField } from "@/components/ui/field";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import { surveyQuery } from "@/features/surveys/api/surveys";
import { type Editor, useEditor } from "@/features/surveys/api/use-editor";
import { AddQuestion } from "@/features/surveys/components/add-question";
import { EditorBar } from "@/features/surveys/components/editor-bar";
import { PhonePreview } from "@/features/surveys/components/phone-preview";
import { QuestionCard } from "@/features/surveys/components/question-card";
import { RetentionCard } from "@/features/surveys/components/retention-card";
import { errorMessage } from "@/lib/api/error-message";
import { useMayEdit } from "@/lib/api/me";
import type { Survey } from "@/lib/api/schema";
import { newQuestionId } from "@/lib/questions/new-id";

export function EditorPage() {
  const { surveyId = "" } = useParams();
  const survey = useQuery(surveyQuery(surveyId));
  if (survey.isPending) return <PageLoading label="Loading the survey" />;
  if (survey.isError)
    return (
      <EmptyState icon={<FileQuestion />} title="This survey cannot be shown">
        {errorMessage(survey.error)}
      </EmptyState>
    );
  return <SurveyEditor key={surveyId} survey={survey.data} />;
}

function SurveyEditor({ survey }: { survey: Survey }) {
  const editor = useEditor(survey);
  const mayEdit = useMayEdit();
  const { content, selected } = editor.draft;
  const shown = content.questions.find((question) => question.id === selected) ?? content.questions[0];
  return (
    <>
      <EditorBar survey={survey} editor={editor} />
      <fieldset disabled={!mayEdit} className="mt-6 grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex flex-col gap-4">
          <Head editor={editor} />
          {content.questions.length === 0 && (
            <EmptyState icon={<ListPlus />} title="No questions yet" className="rounded-card bg-surface ring-1 ring-line">
              Add the first one below: choices, ratings, rankings, a quiz, and more.
            </EmptyState>
          )}
          <QuestionList editor={editor} />
          <AddQuestion onAdd={(question) => editor.dispatch({ type: "added", question })} />
          <RetentionCard survey={survey.id} />
        </div>
        <aside className="hidden lg:block" aria-label="Preview on a phone">
          <div className="sticky top-40">{shown && <PhonePreview key={shown.id} question={shown} />}</div>
        </aside>
      </fieldset>
    </>
  );
}

function Head({ editor: { draft, dispatch, problemAt } }: { editor: Editor }) {
  return (
    <div className="flex flex-col gap-4 rounded-card bg-surface p-4 ring-1 ring-line sm:p-5">
      <TextField label="Title" maxLength={200} value={draft.content.title} error={problemAt("title")} onChange={(event) => dispatch({ type: "described", title: event.target.value })} className="text-lg font-semibold" />
      <TextAreaField label="Introduction (optional)" rows={1} maxLength={4000} hint="Shown to respondents before the first question" value={draft.content.description} error={problemAt("description")} onChange={(event) => dispatch({ type: "described", description: event.target.value })} />
    </div>
  );
}

function QuestionList({ editor }: { editor: Editor }) {
  const { draft, dispatch } = editor;
  const { questions } = draft.content;
  return (
    <ol className="flex flex-col gap-3" aria-label="Questions">
      {questions.map((question, i) => (
        <QuestionCard
          key={question.id}
          question={question}
          position={i}
          count={questions.length}
          isOpen={question.id === draft.selected}
          hasProblem={editor.hasProblemUnder(`questions.${i}`)}
          problemAt={(path) => editor.problemAt(`questions.${i}.${path}`)}
          onOpen={() => dispatch({ type: "selected", id: question.id === draft.selected ? null : question.id })}
          onChange={(changed) => dispatch({ type: "changed", question: changed })}
          onMove={(by) => dispatch({ type: "moved", id: question.id, by })}
          onCopy={() => dispatch({ type: "added", question: { ...question, id: newQuestionId() } })}
          onRemove={() => dispatch({ type: "removed", id: question.id })}
        />
      ))}
    </ol>
  );
}
