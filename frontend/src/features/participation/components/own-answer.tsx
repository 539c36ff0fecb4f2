/** What this phone answered, in a line, and whether it was right: beside revealed results. */
import { Check, CircleCheck, CircleX } from "lucide-react";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { useTexts } from "@/features/participation/use-texts";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { describeAnswer, isRight } from "@/questions/answers";

const LOOKS = {
  plain: { tone: "bg-brand-soft text-brand", Sign: Check },
  right: { tone: "bg-good-soft text-good", Sign: CircleCheck },
  wrong: { tone: "bg-bad-soft text-bad", Sign: CircleX },
} as const;

export function OwnAnswer({ question, value }: { question: Question; value: AnswerValue }) {
  const texts = useTexts().own;
  const answerTexts = useAnswerTexts();
  const right = isRight(question, value);
  const { tone, Sign } = LOOKS[right === null ? "plain" : right ? "right" : "wrong"];
  return (
    <p className={`flex items-start gap-2.5 rounded-2xl px-4 py-3 ${tone}`}>
      <Sign aria-hidden="true" className="mt-0.5 size-5 shrink-0" strokeWidth={2.5} />
      <span className="min-w-0 wrap-anywhere">
        {right !== null && <b>{right ? texts.right : texts.wrong} </b>}
        {texts.answer} <b><bdi>{describeAnswer(question, value, answerTexts)}</bdi></b>
      </span>
    </p>
  );
}
