/** The settings of a question that depend on its type. */
import { SelectField, TextField } from "@/components/ui/field";
import { NumberSetting } from "@/features/surveys/components/number-setting";
import { OptionsEditor } from "@/features/surveys/components/options-editor";
import type { MultipleChoice, Nps, NumberQuestion, Question, Scale, ShortText } from "@/lib/questions/question";

export interface SettingsProps<Q extends Question = Question> {
  question: Q;
  onChange: (question: Question) => void;
  /** What is wrong at a path inside the question. */
  problemAt: (path: string) => string | undefined;
}

export function QuestionSettings({ question, ...rest }: SettingsProps) {
  switch (question.type) {
    case "single_choice":
      return <OptionsEditor options={question.options} onChange={(options) => rest.onChange({ ...question, options })} problemAt={rest.problemAt} />;
    case "multiple_choice":
      return <MultipleChoiceSettings question={question} {...rest} />;
    case "scale":
      return <ScaleSettings question={question} {...rest} />;
    case "nps":
      return <NpsSettings question={question} {...rest} />;
    case "number":
      return <NumberSettings question={question} {...rest} />;
    case "short_text":
      return <ShortTextSettings question={question} {...rest} />;
  }
}

function MultipleChoiceSettings({ question, onChange, problemAt }: SettingsProps<MultipleChoice>) {
  return (
    <>
      <OptionsEditor options={question.options} onChange={(options) => onChange({ ...question, options })} problemAt={problemAt} />
      <div className="grid grid-cols-2 gap-4">
        <NumberSetting label="Fewest choices" min={1} value={question.min_choices} error={problemAt("min_choices")} onChange={(least) => onChange({ ...question, min_choices: least ?? 1 })} />
        <NumberSetting label="Most choices" min={1} placeholder="no limit" value={question.max_choices ?? null} error={problemAt("max_choices")} onChange={(most) => onChange({ ...question, max_choices: most })} />
      </div>
    </>
  );
}

function ScaleSettings({ question, onChange, problemAt }: SettingsProps<Scale>) {
  const labelOf = (value: number) => question.labels.find((one) => one.value === value)?.label ?? "";
  const relabel = (value: number, label: string) => {
    const others = question.labels.filter((one) => one.value !== value);
    onChange({ ...question, labels: label === "" ? others : [...others, { value, label }].toSorted((a, b) => a.value - b.value) });
  };
  const resize = (min: number, max: number) =>
    onChange({ ...question, min, max, labels: question.labels.filter(({ value }) => value >= min && value <= max) });
  const steps = Array.from({ length: Math.min(11, Math.max(0, question.max - question.min + 1)) }, (_, i) => question.min + i);
  const labelled = question.max - question.min + 1 > 11 ? [question.min, question.max] : steps;
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        <NumberSetting label="Lowest" step={1} value={question.min} error={problemAt("min")} onChange={(min) => resize(Math.round(min ?? 0), question.max)} />
        <NumberSetting label="Highest" step={1} value={question.max} error={problemAt("max")} onChange={(max) => resize(question.min, Math.round(max ?? 0))} />
      </div>
      <fieldset className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        <legend className="mb-2 text-sm font-semibold">Labels of the steps (optional)</legend>
        {labelled.map((value) => (
          <div key={value} className="flex items-center gap-3">
            <b className="figures w-8 text-right text-muted">{value}</b>
            <TextField frame="flex-1" hideLabel label={`Label of ${value}`} maxLength={200} value={labelOf(value)} onChange={(event) => relabel(value, event.target.value)} />
          </div>
        ))}
      </fieldset>
    </>
  );
}

function NpsSettings({ question, onChange }: SettingsProps<Nps>) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label="Label at 0" placeholder="Not at all likely" maxLength={200} value={question.min_label} onChange={(event) => onChange({ ...question, min_label: event.target.value })} />
      <TextField label="Label at 10" placeholder="Extremely likely" maxLength={200} value={question.max_label} onChange={(event) => onChange({ ...question, max_label: event.target.value })} />
    </div>
  );
}

function NumberSettings({ question, onChange, problemAt }: SettingsProps<NumberQuestion>) {
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <NumberSetting label="Lowest" step="any" value={question.min} error={problemAt("min")} onChange={(min) => onChange({ ...question, min: min ?? 0 })} />
      <NumberSetting label="Highest" step="any" value={question.max} error={problemAt("max")} onChange={(max) => onChange({ ...question, max: max ?? 0 })} />
      <SelectField label="Decimals" value={question.decimals} onChange={(event) => onChange({ ...question, decimals: Number(event.target.value) })}>
        {[0, 1, 2, 3, 4].map((places) => (
          <option key={places} value={places}>
            {places === 0 ? "none" : places}
          </option>
        ))}
      </SelectField>
      <TextField label="Unit" placeholder="kg, €, min" maxLength={30} value={question.unit} onChange={(event) => onChange({ ...question, unit: event.target.value })} />
    </div>
  );
}

function ShortTextSettings({ question, onChange, problemAt }: SettingsProps<ShortText>) {
  return (
    <NumberSetting
      label="Longest answer, in characters"
      min={1}
      max={80}
      frame="max-w-60"
      value={question.max_length}
      error={problemAt("max_length")}
      onChange={(longest) => onChange({ ...question, max_length: Math.min(80, Math.max(1, longest ?? 40)) })}
    />
  );
}
