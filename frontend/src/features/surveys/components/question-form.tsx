/** What an open question is made of: its words, the settings of its type, its condition and its page. */
import { Copy, SquareSplitVertical, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/button";
import { SelectField, TextAreaField } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { ConditionEditor } from "@/features/surveys/components/condition-editor";
import { PointedField } from "@/features/surveys/components/pointed-field";
import type { QuestionCardProps } from "@/features/surveys/components/question-card";
import { useTexts } from "@/features/surveys/use-texts";
import { isolated } from "@/lib/i18n/isolated";
import { newPageId, newQuestionId } from "@/lib/questions/new-id";
import type { Question } from "@/lib/questions/question";
import { takesAnswer } from "@/questions/answers";
import { QuestionSettings } from "@/questions/question-settings";
import { QUESTION_TYPES } from "@/questions/registry";

export function QuestionForm({ editor, question, position, steps, moves, ...standing }: QuestionCardProps & { moves: ReactNode }) {
  const texts = useTexts().editor.questions;
  const { dispatch } = editor;
  const change = (changed: Question) => dispatch({ type: "changed", question: changed });
  const problemAt = (path: string) => editor.problemAt(`questions.${position}.${path}`);
  return (
    <div className="flex flex-col gap-5 border-t border-line p-4 sm:p-5">
      <TextAreaField label={texts.title} rows={1} maxLength={500} placeholder={texts.titleExample} autoFocus={question.title === ""} value={question.title} error={problemAt("title")} onChange={(event) => change({ ...question, title: event.target.value })} className="text-lg font-semibold" />
      <QuestionSettings key={question.type} question={question} onChange={change} problemAt={problemAt}>
        <PointedField editor={editor} owner={question.id} />
      </QuestionSettings>
      <TextAreaField label={takesAnswer(question) ? texts.note : texts.text} rows={1} maxLength={2000} value={question.description} error={problemAt("description")} onChange={(event) => change({ ...question, description: event.target.value })} />
      <ConditionEditor condition={question.show_if} gated={[question.id]} steps={steps} onChange={(show_if) => change({ ...question, show_if })} />
      <div className="-mb-1 flex flex-wrap items-center gap-1 border-t border-line pt-3">
        <span className="me-auto flex flex-wrap gap-x-6 gap-y-2">
          {takesAnswer(question) && (
            <>
              <Switch label={texts.mustAnswer} checked={question.required} onChange={(required) => change({ ...question, required })} />
              {QUESTION_TYPES[question.type].mayNotApply && <Switch label={texts.mayNotApply} checked={question.allow_na} onChange={(allow_na) => change({ ...question, allow_na })} />}
            </>
          )}
        </span>
        {moves}
        <Place editor={editor} question={question} {...standing} />
        <IconButton label={texts.copy} icon={<Copy className="size-4" />} onClick={() => dispatch({ type: "copied", id: question.id, as: newQuestionId() })} />
        <IconButton label={texts.remove} icon={<Trash2 className="size-4" />} onClick={() => dispatch({ type: "removed", id: question.id })} />
      </div>
    </div>
  );
}

/** The page it stands on, and a new one from here. */
function Place({ editor: { dispatch }, question, pages, page, place }: Pick<QuestionCardProps, "editor" | "question" | "pages" | "page" | "place">) {
  const { questions: texts, pages: named } = useTexts().editor;
  return (
    <>
      {page !== null && pages.length > 1 && (
        <SelectField label={texts.page} hideLabel className="h-9! w-36 text-sm" value={page} onChange={({ target }) => dispatch({ type: "placed", id: question.id, page: target.value })}>
          {pages.map(({ section }, i) => section && (
            <option key={section.id} value={section.id}>{section.title ? `${i + 1}: ${isolated(section.title)}` : named.name(i + 1)}</option>
          ))}
        </SelectField>
      )}
      {place > 0 && <IconButton label={texts.splitHere} icon={<SquareSplitVertical className="size-4" />} onClick={() => dispatch({ type: "page-split", before: question.id, ids: [newPageId(), newPageId()] })} />}
    </>
  );
}
