/** The settings of scales: their ends, and the labels of the steps. */
import { NumberSetting } from "@/components/settings/number-setting";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { TextField } from "@/components/ui/field";
import type { Nps, Scale } from "@/lib/questions/question";

export function ScaleSettings({ question, onChange, problemAt }: SettingsProps<Scale>) {
  const { scale: texts, lowest, highest } = useSettingTexts();
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
        <NumberSetting label={lowest} step={1} value={question.min} error={problemAt("min")} onChange={(min) => resize(Math.round(min ?? 0), question.max)} />
        <NumberSetting label={highest} step={1} value={question.max} error={problemAt("max")} onChange={(max) => resize(question.min, Math.round(max ?? 0))} />
      </div>
      <fieldset className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        <legend className="mb-2 text-sm font-semibold">{texts.labels}</legend>
        {labelled.map((value) => (
          <div key={value} className="flex items-center gap-3">
            <b className="figures w-8 text-end text-muted">{value}</b>
            <TextField frame="flex-1" hideLabel label={texts.labelOf(value)} maxLength={200} value={labelOf(value)} onChange={(event) => relabel(value, event.target.value)} />
          </div>
        ))}
      </fieldset>
    </>
  );
}

export function NpsSettings({ question, onChange }: SettingsProps<Nps>) {
  const texts = useSettingTexts().scale;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={texts.at0} placeholder={texts.unlikely} maxLength={200} value={question.min_label} onChange={(event) => onChange({ ...question, min_label: event.target.value })} />
      <TextField label={texts.at10} placeholder={texts.likely} maxLength={200} value={question.max_label} onChange={(event) => onChange({ ...question, max_label: event.target.value })} />
    </div>
  );
}
