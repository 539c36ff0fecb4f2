/** The words of the two sides, and the text that is agreed to. */
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { TextAreaField, TextField } from "@/components/ui/field";
import type { Consent, YesNo } from "@/lib/questions/question";

export function YesNoSettings({ question, onChange, problemAt }: SettingsProps<YesNo>) {
  const texts = useSettingTexts().decision;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={texts.yes} maxLength={80} dir="auto" value={question.yes_label} error={problemAt("yes_label")} onChange={(event) => onChange({ ...question, yes_label: event.target.value })} />
      <TextField label={texts.no} maxLength={80} dir="auto" value={question.no_label} error={problemAt("no_label")} onChange={(event) => onChange({ ...question, no_label: event.target.value })} />
    </div>
  );
}

export function ConsentSettings({ question, onChange, problemAt }: SettingsProps<Consent>) {
  const texts = useSettingTexts().decision;
  return <TextAreaField label={texts.text} rows={4} maxLength={4_000} dir="auto" value={question.text} error={problemAt("text")} onChange={(event) => onChange({ ...question, text: event.target.value })} />;
}
