/** The settings of choices: the options, what is written in, their order. */
import { NumberSetting } from "@/components/settings/number-setting";
import { OptionsEditor } from "@/components/settings/options-editor";
import { OtherSetting } from "@/components/settings/other-setting";
import { SettingRow } from "@/components/settings/setting-row";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { Switch } from "@/components/ui/switch";
import type { Dropdown, MultipleChoice, SingleChoice } from "@/lib/questions/question";

export function ChoiceSettings<Q extends SingleChoice | Dropdown>({ question, onChange, problemAt }: SettingsProps<Q>) {
  const texts = useSettingTexts();
  return (
    <>
      <OptionsEditor options={question.options} onChange={(options) => onChange({ ...question, options })} problemAt={problemAt} />
      <SettingRow>
        <Switch label={texts.shuffleOptions} checked={question.shuffle} onChange={(shuffle) => onChange({ ...question, shuffle })} />
        <OtherSetting other={question.other ?? null} onChange={(other) => onChange({ ...question, other })} problemAt={problemAt} />
      </SettingRow>
    </>
  );
}

export function MultipleChoiceSettings({ question, onChange, problemAt }: SettingsProps<MultipleChoice>) {
  const texts = useSettingTexts();
  return (
    <>
      <OptionsEditor mayStandAlone options={question.options} onChange={(options) => onChange({ ...question, options })} problemAt={problemAt} />
      <div className="grid grid-cols-2 gap-4">
        <NumberSetting label={texts.fewest} min={1} value={question.min_choices} error={problemAt("min_choices")} onChange={(least) => onChange({ ...question, min_choices: least ?? 1 })} />
        <NumberSetting label={texts.most} min={1} placeholder={texts.noLimit} value={question.max_choices ?? null} error={problemAt("max_choices")} onChange={(most) => onChange({ ...question, max_choices: most })} />
      </div>
      <SettingRow>
        <Switch label={texts.shuffleOptions} checked={question.shuffle} onChange={(shuffle) => onChange({ ...question, shuffle })} />
        <OtherSetting other={question.other ?? null} onChange={(other) => onChange({ ...question, other })} problemAt={problemAt} />
      </SettingRow>
    </>
  );
}
