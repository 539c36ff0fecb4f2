/** What this phone answered, in a line, and whether it was right: beside revealed results. */
import { Check, CircleCheck, CircleX } from "lucide-react";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { describeAnswer, isRight } from "@/questions/answers";

const LOOKS = {
  plain: { tone: "bg-brand-soft text-brand", Sign: Check, word: "" },
  right: { tone: "bg-good-soft text-good", Sign: CircleCheck, word: "Right. " },
  wrong: { tone: "bg-bad-soft text-bad", Sign: CircleX, word: "Not right. " },
} as const;

export function OwnAnswer({ question, value }: { question: Question; value: AnswerValue }) {
  const right = isRight(question, value);
  const { tone, Sign, word } = LOOKS[right === null ? "plain" : right ? "right" : "wrong"];
  return (
    <p className={`flex items-start gap-2.5 rounded-2xl px-4 py-3 ${tone}`}>
      <Sign aria-hidden="true" className="mt-0.5 size-5 shrink-0" strokeWidth={2.5} />
      <span className="min-w-0 wrap-anywhere">
        {word && <b>{word}</b>}
        Your answer: <b><bdi>{describeAnswer(question, value)}</bdi></b>
      </span>
    </p>
  );
}
