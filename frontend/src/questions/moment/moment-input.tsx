/** The device's own pickers for days and times. */
import { ANSWER_BOX } from "@/components/answers/answer-box";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { DateQuestion, TimeQuestion } from "@/lib/questions/question";
import { boundsOf, CALENDAR, FULL_DAY, momentName } from "@/questions/moment/bins";

export function DateInput(props: AnswerProps<DateQuestion>) {
  return <Picker {...props} kind="date" />;
}

export function TimeInput(props: AnswerProps<TimeQuestion>) {
  return <Picker {...props} kind="time" />;
}

function Picker({ question, value, onChange, disabled, labelledBy, describedBy, kind }: AnswerProps<DateQuestion | TimeQuestion> & { kind: "date" | "time" }) {
  const { calendar, fromTo } = useAnswerTexts();
  const { earliest, latest } = boundsOf(question);
  const widest = kind === "date" ? CALENDAR : FULL_DAY;
  const isBounded = earliest !== widest.earliest || latest !== widest.latest;
  return (
    <div>
      <input
        type={kind}
        min={earliest}
        max={latest}
        value={typeof value === "string" ? value : ""}
        disabled={disabled}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value.slice(0, kind === "date" ? 10 : 5))}
        className={`${ANSWER_BOX} figures`}
      />
      {isBounded && <p className="mt-2 text-[0.9375rem] text-faint">{fromTo(momentName(earliest, calendar), momentName(latest, calendar))}</p>}
    </div>
  );
}
