/** Of which questions and whose answers a report shall be. */
import { countedOptions, isCountable } from "@/components/session-settings/settings-change";
import { SelectField } from "@/components/ui/field";
import { useTexts } from "@/features/reports/use-texts";
import type { ReportForm } from "@/features/reports/wanted";
import type { Session } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

interface QuestionsFieldProps {
  questions: Session["questions"];
  value: ReportForm["questions"];
  onChange: (questions: ReportForm["questions"]) => void;
}

export function QuestionsField({ questions, value, onChange }: QuestionsFieldProps) {
  const texts = useTexts().form;
  const toggle = (id: string, isOn: boolean) => onChange(questions.map((question) => question.id).filter((one) => (one === id ? isOn : value?.includes(one))));
  return (
    <div>
      <SelectField label={texts.questions} value={value === null ? "all" : "some"} onChange={(event) => onChange(event.target.value === "all" ? null : [])}>
        <option value="all">{texts.all}</option>
        <option value="some">{texts.some}</option>
      </SelectField>
      {value !== null && (
        <fieldset className="mt-2 flex max-h-52 flex-col overflow-y-auto rounded-control px-3.5 py-2 ring-1 ring-line-strong/60 ring-inset">
          <legend className="sr-only">{texts.questions}</legend>
          {value.length === 0 && <p className="text-sm text-faint">{texts.someHint}</p>}
          {questions.map(({ id, title }) => (
            <label key={id} className="flex min-h-9 cursor-pointer items-center gap-2.5 text-[0.9375rem]">
              <input type="checkbox" className="size-4.5 shrink-0 accent-brand" checked={value.includes(id)} onChange={(event) => toggle(id, event.target.checked)} />
              <bdi>{title}</bdi>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

interface PeopleFieldProps {
  session: Session;
  value: ReportForm["answer"];
  onChange: (answer: ReportForm["answer"]) => void;
}

/** Everybody, or those who chose one option. */
export function PeopleField({ session, value, onChange }: PeopleFieldProps) {
  const texts = useTexts().form;
  const { sides } = usePhrases();
  const choices = session.questions.filter(isCountable);
  if (choices.length === 0) return null;
  const isHidden = (session.settings.min_group_size ?? null) !== null;
  const pick = (picked: string) => {
    const [question, option] = picked.split("/");
    onChange(question && option ? { question, option } : null);
  };
  return (
    <SelectField label={texts.people} hint={isHidden ? texts.hidden : undefined} disabled={isHidden} value={value ? `${value.question}/${value.option}` : ""} onChange={(event) => pick(event.target.value)}>
      <option value="">{texts.everybody}</option>
      {choices.map((question) => (
        <optgroup key={question.id} label={texts.whoAnswered(question.title)}>
          {countedOptions(question, sides).map(({ id, label }) => (
            <option key={id} value={`${question.id}/${id}`}>
              {label}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}
