/** The words of the two sides, and the text that is agreed to. */
import type { SettingsProps } from "@/components/settings/settings-props";
import { TextAreaField, TextField } from "@/components/ui/field";
import type { Consent, YesNo } from "@/lib/questions/question";

export function YesNoSettings({ question, onChange, problemAt }: SettingsProps<YesNo>) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label="Word for yes" maxLength={80} dir="auto" value={question.yes_label} error={problemAt("yes_label")} onChange={(event) => onChange({ ...question, yes_label: event.target.value })} />
      <TextField label="Word for no" maxLength={80} dir="auto" value={question.no_label} error={problemAt("no_label")} onChange={(event) => onChange({ ...question, no_label: event.target.value })} />
    </div>
  );
}

export function ConsentSettings({ question, onChange, problemAt }: SettingsProps<Consent>) {
  return <TextAreaField label="What is agreed to" rows={4} maxLength={4_000} dir="auto" value={question.text} error={problemAt("text")} onChange={(event) => onChange({ ...question, text: event.target.value })} />;
}
