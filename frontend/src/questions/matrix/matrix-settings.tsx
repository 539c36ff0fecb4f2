/** The settings of a matrix: rows, columns, how many marks a row takes. */
import { OptionsEditor } from "@/components/settings/options-editor";
import { SettingRow } from "@/components/settings/setting-row";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { Switch } from "@/components/ui/switch";
import type { Matrix } from "@/lib/questions/question";

export function MatrixSettings({ question, onChange, problemAt }: SettingsProps<Matrix>) {
  const texts = useSettingTexts().matrix;
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <OptionsEditor kind="row" path="rows" least={1} most={30} options={question.rows} onChange={(rows) => onChange({ ...question, rows })} problemAt={problemAt} />
        <OptionsEditor kind="column" path="columns" most={20} options={question.columns} onChange={(columns) => onChange({ ...question, columns })} problemAt={problemAt} />
      </div>
      <SettingRow>
        <Switch label={texts.many} checked={question.per_row === "many"} onChange={(isMany) => onChange({ ...question, per_row: isMany ? "many" : "one" })} />
        <Switch label={texts.allRows} checked={question.all_rows} onChange={(all_rows) => onChange({ ...question, all_rows })} />
      </SettingRow>
    </>
  );
}
