/** Answers that are typed: a number, a short text. */
import { useState } from "react";
import type { AnswerProps } from "@/components/answers/answer-props";
import type { NumberQuestion, ShortText } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";

const BOX =
  "h-18 w-full rounded-2xl bg-surface px-5 text-2xl font-semibold ring-1 ring-inset ring-line-strong/70 focus:outline-none focus:ring-2 focus:ring-brand disabled:opacity-60";

export function NumberInput({ question, value, onChange, disabled, labelledBy, describedBy }: AnswerProps<NumberQuestion>) {
  // What is typed may not be a number yet ("-", "1."), so the text is kept beside the value it stands for.
  const [text, setText] = useState(typeof value === "number" ? String(value) : "");
  const shown = typeof value === "number" && parse(text) !== value ? String(value) : text;
  const change = (typed: string) => {
    setText(typed);
    onChange(parse(typed));
  };
  return (
    <div>
      <div className="relative">
        <input
          type="text"
          inputMode={question.min < 0 ? "text" : question.decimals > 0 ? "decimal" : "numeric"}
          autoComplete="off"
          className={`${BOX} figures`}
          value={shown}
          disabled={disabled}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          onChange={(event) => change(event.target.value)}
        />
        {question.unit && <span className="pointer-events-none absolute inset-y-0 right-5 grid place-items-center text-lg text-faint">{question.unit}</span>}
      </div>
      <p className="figures mt-2 text-[0.9375rem] text-faint">
        From {question.min} to {question.max}
        {question.decimals > 0 && `, up to ${question.decimals} decimal places`}
      </p>
    </div>
  );
}

/** NaN stands for a text that is no number: checked and told, never sent. */
function parse(text: string): AnswerValue {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return plain === "" ? null : Number(plain);
}

export function ShortTextInput({ question, value, onChange, disabled, labelledBy, describedBy }: AnswerProps<ShortText>) {
  const text = typeof value === "string" ? value : "";
  return (
    <div>
      <input
        type="text"
        autoComplete="off"
        enterKeyHint="send"
        className={BOX}
        value={text}
        disabled={disabled}
        maxLength={question.max_length + 20}
        placeholder="A word or a short phrase"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
      />
      <p className="figures mt-2 text-right text-[0.9375rem] text-faint" aria-hidden="true">
        {[...text.trim()].length} / {question.max_length}
      </p>
    </div>
  );
}
