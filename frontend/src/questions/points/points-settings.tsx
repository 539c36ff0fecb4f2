/** The settings of points: the options, and how many points there are. */
import { NumberSetting } from "@/components/settings/number-setting";
import { OptionsEditor } from "@/components/settings/options-editor";
import type { SettingsProps } from "@/components/settings/settings-props";
import { Switch } from "@/components/ui/switch";
import type { Points } from "@/lib/questions/question";

export function PointsSettings({ question, onChange, problemAt }: SettingsProps<Points>) {
  return (
    <>
      <OptionsEditor most={20} options={question.options} onChange={(options) => onChange({ ...question, options })} problemAt={problemAt} />
      <Switch label="Shuffle the options" checked={question.shuffle} onChange={(shuffle) => onChange({ ...question, shuffle })} />
      <NumberSetting label="Points to give" min={1} max={1000} frame="max-w-60" value={question.total} error={problemAt("total")} onChange={(total) => onChange({ ...question, total: Math.min(1000, Math.max(1, Math.round(total ?? 100))) })} />
    </>
  );
}
