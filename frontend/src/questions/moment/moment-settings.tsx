/** The earliest and the latest that may be answered. */
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { TextField } from "@/components/ui/field";
import type { DateQuestion, TimeQuestion } from "@/lib/questions/question";
import { FULL_DAY } from "@/questions/moment/bins";

export function DateSettings({ question, onChange, problemAt }: SettingsProps<DateQuestion>) {
  const texts = useSettingTexts().moment;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField type="date" label={texts.earliestOptional} value={question.earliest ?? ""} error={problemAt("earliest")} onChange={(event) => onChange({ ...question, earliest: event.target.value || null })} />
      <TextField type="date" label={texts.latestOptional} value={question.latest ?? ""} error={problemAt("latest")} onChange={(event) => onChange({ ...question, latest: event.target.value || null })} />
    </div>
  );
}

export function TimeSettings({ question, onChange, problemAt }: SettingsProps<TimeQuestion>) {
  const texts = useSettingTexts().moment;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField type="time" label={texts.earliest} value={question.earliest} error={problemAt("earliest")} onChange={(event) => onChange({ ...question, earliest: event.target.value || FULL_DAY.earliest })} />
      <TextField type="time" label={texts.latest} value={question.latest} error={problemAt("latest")} onChange={(event) => onChange({ ...question, latest: event.target.value || FULL_DAY.latest })} />
    </div>
  );
}
