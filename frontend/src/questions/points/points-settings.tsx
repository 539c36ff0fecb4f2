/** The settings of points: the options, and how many points there are. */
import { NumberSetting } from "@/components/settings/number-setting";
import { OptionsEditor } from "@/components/settings/options-editor";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { Switch } from "@/components/ui/switch";
import type { Points } from "@/lib/questions/question";

export function PointsSettings({ question, onChange, problemAt }: SettingsProps<Points>) {
  const texts = useSettingTexts();
  return (
    <>
      <OptionsEditor most={20} options={question.options} onChange={(options) => onChange({ ...question, options })} problemAt={problemAt} />
      <Switch label={texts.shuffleOptions} checked={question.shuffle} onChange={(shuffle) => onChange({ ...question, shuffle })} />
      <NumberSetting label={texts.points} min={1} max={1000} frame="max-w-60" value={question.total} error={problemAt("total")} onChange={(total) => onChange({ ...question, total: Math.min(1000, Math.max(1, Math.round(total ?? 100))) })} />
    </>
  );
}
