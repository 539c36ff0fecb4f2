/** The settings of a ranking: its options, and how many of them are ranked. */
import { NumberSetting } from "@/components/settings/number-setting";
import { OptionsEditor } from "@/components/settings/options-editor";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { Switch } from "@/components/ui/switch";
import type { Ranking } from "@/lib/questions/question";

export function RankingSettings({ question, onChange, problemAt }: SettingsProps<Ranking>) {
  const { ranking: texts, shuffleOptions } = useSettingTexts();
  return (
    <>
      <OptionsEditor most={20} options={question.options} onChange={(options) => onChange({ ...question, options })} problemAt={problemAt} />
      <div className="grid grid-cols-2 gap-4">
        <NumberSetting label={texts.fewest} min={1} placeholder={texts.all} value={question.min_ranked ?? null} error={problemAt("min_ranked")} onChange={(least) => onChange({ ...question, min_ranked: least })} />
        <NumberSetting label={texts.most} min={1} placeholder={texts.all} value={question.max_ranked ?? null} error={problemAt("max_ranked")} onChange={(most) => onChange({ ...question, max_ranked: most })} />
      </div>
      <Switch label={shuffleOptions} checked={question.shuffle} onChange={(shuffle) => onChange({ ...question, shuffle })} />
    </>
  );
}
