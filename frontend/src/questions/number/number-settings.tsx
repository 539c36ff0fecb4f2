/** The settings of numbers: their range, how fine they are, their unit. */
import { NumberSetting } from "@/components/settings/number-setting";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { SelectField, TextField } from "@/components/ui/field";
import type { NumberQuestion, Slider } from "@/lib/questions/question";

export function NumberSettings({ question, onChange, problemAt }: SettingsProps<NumberQuestion>) {
  const texts = useSettingTexts();
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <NumberSetting label={texts.lowest} step="any" value={question.min} error={problemAt("min")} onChange={(min) => onChange({ ...question, min: min ?? 0 })} />
      <NumberSetting label={texts.highest} step="any" value={question.max} error={problemAt("max")} onChange={(max) => onChange({ ...question, max: max ?? 0 })} />
      <SelectField label={texts.number.decimals} value={question.decimals} onChange={(event) => onChange({ ...question, decimals: Number(event.target.value) })}>
        {[0, 1, 2, 3, 4].map((places) => (
          <option key={places} value={places}>
            {places === 0 ? texts.number.none : places}
          </option>
        ))}
      </SelectField>
      <TextField label={texts.number.unit} placeholder={texts.number.units} maxLength={30} value={question.unit} onChange={(event) => onChange({ ...question, unit: event.target.value })} />
    </div>
  );
}

export function SliderSettings({ question, onChange, problemAt }: SettingsProps<Slider>) {
  const texts = useSettingTexts();
  return (
    <>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <NumberSetting label={texts.lowest} step="any" value={question.min} error={problemAt("min")} onChange={(min) => onChange({ ...question, min: min ?? 0 })} />
        <NumberSetting label={texts.highest} step="any" value={question.max} error={problemAt("max")} onChange={(max) => onChange({ ...question, max: max ?? 0 })} />
        <NumberSetting label={texts.number.step} step="any" min={0} value={question.step} error={problemAt("step")} onChange={(step) => step && step > 0 && onChange({ ...question, step })} />
        <TextField label={texts.number.unit} placeholder={texts.number.sliderUnits} maxLength={30} value={question.unit} onChange={(event) => onChange({ ...question, unit: event.target.value })} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={texts.number.lowLabel} maxLength={200} dir="auto" value={question.min_label} error={problemAt("min_label")} onChange={(event) => onChange({ ...question, min_label: event.target.value })} />
        <TextField label={texts.number.highLabel} maxLength={200} dir="auto" value={question.max_label} error={problemAt("max_label")} onChange={(event) => onChange({ ...question, max_label: event.target.value })} />
      </div>
    </>
  );
}
