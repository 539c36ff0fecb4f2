/** The settings of a grid: its items, and the words of both axes. */
import { OptionsEditor } from "@/components/settings/options-editor";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { TextField } from "@/components/ui/field";
import type { Axis, Grid } from "@/lib/questions/question";

export function GridSettings({ question, onChange, problemAt }: SettingsProps<Grid>) {
  const texts = useSettingTexts().grid;
  return (
    <>
      <OptionsEditor kind="item" path="items" least={1} most={20} options={question.items} onChange={(items) => onChange({ ...question, items })} problemAt={problemAt} />
      <AxisSettings legend={texts.across} axis={question.x_axis} onChange={(x_axis) => onChange({ ...question, x_axis })} problemAt={(path) => problemAt(`x_axis.${path}`)} />
      <AxisSettings legend={texts.upwards} axis={question.y_axis} onChange={(y_axis) => onChange({ ...question, y_axis })} problemAt={(path) => problemAt(`y_axis.${path}`)} />
    </>
  );
}

function AxisSettings({ legend, axis, onChange, problemAt }: { legend: string; axis: Axis; onChange: (axis: Axis) => void; problemAt: (path: string) => string | undefined }) {
  const texts = useSettingTexts().grid;
  return (
    <fieldset className="grid gap-3 sm:grid-cols-3">
      <legend className="mb-2 text-sm font-semibold">{legend}</legend>
      <TextField hideLabel label={texts.titleOf(legend)} placeholder={texts.title} maxLength={80} dir="auto" value={axis.title} error={problemAt("title")} onChange={(event) => onChange({ ...axis, title: event.target.value })} />
      <TextField hideLabel label={texts.lowOf(legend)} placeholder={texts.low} maxLength={80} dir="auto" value={axis.low_label} error={problemAt("low_label")} onChange={(event) => onChange({ ...axis, low_label: event.target.value })} />
      <TextField hideLabel label={texts.highOf(legend)} placeholder={texts.high} maxLength={80} dir="auto" value={axis.high_label} error={problemAt("high_label")} onChange={(event) => onChange({ ...axis, high_label: event.target.value })} />
    </fieldset>
  );
}
