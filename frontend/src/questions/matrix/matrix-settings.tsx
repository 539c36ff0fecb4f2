/** The settings of a matrix: rows, columns, how many marks a row takes. */
import { OptionsEditor } from "@/components/settings/options-editor";
import { SettingRow } from "@/components/settings/setting-row";
import type { SettingsProps } from "@/components/settings/settings-props";
import { Switch } from "@/components/ui/switch";
import type { Matrix } from "@/lib/questions/question";

export function MatrixSettings({ question, onChange, problemAt }: SettingsProps<Matrix>) {
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <OptionsEditor legend="Rows" word="Row" path="rows" least={1} most={30} options={question.rows} onChange={(rows) => onChange({ ...question, rows })} problemAt={problemAt} />
        <OptionsEditor legend="Columns" word="Column" path="columns" most={20} options={question.columns} onChange={(columns) => onChange({ ...question, columns })} problemAt={problemAt} />
      </div>
      <SettingRow>
        <Switch label="Several answers in a row" checked={question.per_row === "many"} onChange={(isMany) => onChange({ ...question, per_row: isMany ? "many" : "one" })} />
        <Switch label="Every row needs an answer" checked={question.all_rows} onChange={(all_rows) => onChange({ ...question, all_rows })} />
      </SettingRow>
    </>
  );
}
