/** The open question as a phone will show it; what is tapped here goes nowhere. */
import { useState } from "react";
import { useSettingTexts } from "@/components/settings/use-texts";
import { useTexts } from "@/features/surveys/use-texts";
import type { SurveyEdit } from "@/lib/api/schema";
import { directionOf } from "@/lib/i18n/direction";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { useBrand } from "@/lib/use-brand";
import { AnswerInput } from "@/questions/answer-input";
import { takesAnswer } from "@/questions/answers";
import { moduleOf } from "@/questions/registry";

interface PhonePreviewProps {
  question: Question;
  /** As the draft has it. */
  theme: SurveyEdit["theme"];
  /** That the question is written in. */
  language: string;
}

export function PhonePreview({ question, theme, language }: PhonePreviewProps) {
  const texts = useTexts().editor.questions;
  const { drafts } = useSettingTexts();
  const [value, setValue] = useState<AnswerValue>(null);
  const look = useBrand(theme?.colour);
  const shown = { ...moduleOf(question).forPreview(question, drafts), id: `preview-${question.id}` };
  return (
    <div data-no-draft className="mx-auto w-full max-w-80 rounded-[2.5rem] bg-ink p-2.5 shadow-high dark:bg-sunken dark:ring-1 dark:ring-line-strong">
      <div className="flex h-152 flex-col overflow-hidden rounded-[2rem] bg-canvas" dir={directionOf(language)} style={look}>
        <div lang={language} className="flex-1 overflow-y-auto px-4 pt-7 pb-4">
          {theme?.logo && <img src={`/api/v1/images/${theme.logo}`} alt="" className="mb-5 h-7 max-w-24 object-contain" />}
          <h3 id="preview-title" dir="auto" className="mb-1 text-xl text-pretty">{question.title || texts.untitled}</h3>
          {question.description && <p dir="auto" className="text-sm whitespace-pre-wrap text-muted">{question.description}</p>}
          <div className="mt-5 [zoom:0.86]">
            <AnswerInput key={question.id + question.type} question={shown} value={value} onChange={setValue} disabled={false} seed="preview" labelledBy="preview-title" />
          </div>
        </div>
        <div className="border-t border-line bg-surface px-4 py-3">
          <span aria-hidden="true" className="grid h-11 place-items-center rounded-2xl bg-brand font-semibold text-on-brand">{takesAnswer(question) ? texts.send : texts.next}</span>
        </div>
      </div>
    </div>
  );
}
