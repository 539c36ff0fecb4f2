/** Which options of a question have no place left, said before somebody chooses one. */
import { Fragment } from "react";
import { usePhoneTexts } from "@/components/phone/use-texts";
import { chosenOf } from "@/lib/questions/choices";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";

interface FullOptionsProps {
  question: Question;
  /** Question → its options that are full, as the session was read. */
  full: Readonly<Record<string, readonly string[]>> | undefined;
  /** What is stored: who has a place keeps it. */
  own: AnswerValue | undefined;
}

export function FullOptions({ question, full, own }: FullOptionsProps) {
  const texts = usePhoneTexts();
  const ids = full?.[question.id] ?? [];
  const options = "options" in question ? question.options : [];
  const held = chosenOf(own).options;
  const gone = options.filter(({ id }) => ids.includes(id) && !held.includes(id));
  if (gone.length === 0) return null;
  return (
    <p className="mt-3 font-medium text-mark-ink">
      {texts.noPlaceLeft}{" "}
      {gone.map(({ id, label }, at) => (
        <Fragment key={id}>
          {at > 0 && ", "}
          <bdi>{label}</bdi>
        </Fragment>
      ))}
    </p>
  );
}
