/** Boxes to write in, with the keyboard that fits. */
import { ANSWER_BOX } from "@/components/answers/answer-box";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { Email, LongText, Phone, ShortText } from "@/lib/questions/question";
import { clsx } from "clsx";
import { lengthOf } from "@/lib/questions/choices";

const written = (value: unknown) => (typeof value === "string" ? value : "");

export function ShortTextInput({ question, value, onChange, disabled, labelledBy, describedBy }: AnswerProps<ShortText>) {
  const texts = useAnswerTexts().text;
  const text = written(value);
  return (
    <div>
      <input
        type="text"
        dir="auto"
        autoComplete="off"
        enterKeyHint="send"
        className={ANSWER_BOX}
        value={text}
        disabled={disabled}
        maxLength={question.max_length + 20}
        placeholder={texts.short}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
      />
      <Counter text={text} most={question.max_length} />
    </div>
  );
}

export function LongTextInput({ question, value, onChange, disabled, labelledBy, describedBy }: AnswerProps<LongText>) {
  const texts = useAnswerTexts().text;
  const text = written(value);
  return (
    <div>
      <textarea
        dir="auto"
        rows={6}
        className="field-sizing-content min-h-44 w-full resize-none rounded-2xl bg-surface p-4 text-lg leading-relaxed ring-1 ring-line-strong/70 ring-inset focus:ring-2 focus:ring-brand focus:outline-none disabled:opacity-60"
        value={text}
        disabled={disabled}
        placeholder={texts.long}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
      />
      <Counter text={text} most={question.max_length} />
    </div>
  );
}

const NEAR = 0.9;

/** Spoken only where the end is near, so that it does not talk over the typing. */
function Counter({ text, most }: { text: string; most: number }) {
  const { text: texts, numbers } = useAnswerTexts();
  const { whole } = numbers;
  const length = lengthOf(text);
  return (
    <p className={clsx("figures mt-2 text-end text-[0.9375rem]", length > most ? "font-bold text-bad" : "text-faint")}>
      <span aria-hidden="true">{length > most && texts.tooLong}{whole(length)} / {whole(most)}</span>
      <span aria-live="polite" className="sr-only">{length > most ? texts.over(length - most) : length > most * NEAR ? texts.left(most - length) : ""}</span>
    </p>
  );
}

export function EmailInput(props: AnswerProps<Email>) {
  const texts = useAnswerTexts().text;
  return <Line {...props} type="email" inputMode="email" autoComplete="email" placeholder={texts.emailExample} />;
}

export function PhoneInput(props: AnswerProps<Phone>) {
  const { region } = props.question;
  const { text: texts, calendar } = useAnswerTexts();
  return (
    <div>
      <Line {...props} type="tel" inputMode="tel" autoComplete="tel" placeholder="+…" />
      <p className="mt-2 text-[0.9375rem] text-faint">{region ? texts.countryTaken(calendar.country(region)) : texts.countryCode}</p>
    </div>
  );
}

interface LineProps extends AnswerProps {
  type: "email" | "tel";
  inputMode: "email" | "tel";
  autoComplete: string;
  placeholder: string;
}

/** Addresses and numbers run from left to right in every language. */
function Line({ value, onChange, disabled, labelledBy, describedBy, type, inputMode, autoComplete, placeholder }: LineProps) {
  return (
    <input
      {...{ type, inputMode, autoComplete, placeholder, disabled }}
      dir="ltr"
      enterKeyHint="done"
      autoCapitalize="none"
      spellCheck={false}
      value={written(value)}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
      className={clsx(ANSWER_BOX, "text-xl")}
    />
  );
}
