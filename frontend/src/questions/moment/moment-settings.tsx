/** The earliest and the latest that may be answered. */
import type { SettingsProps } from "@/components/settings/settings-props";
import { TextField } from "@/components/ui/field";
import type { DateQuestion, TimeQuestion } from "@/lib/questions/question";
import { FULL_DAY } from "@/questions/moment/bins";

export function DateSettings({ question, onChange, problemAt }: SettingsProps<DateQuestion>) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField type="date" label="Earliest (optional)" value={question.earliest ?? ""} error={problemAt("earliest")} onChange={(event) => onChange({ ...question, earliest: event.target.value || null })} />
      <TextField type="date" label="Latest (optional)" value={question.latest ?? ""} error={problemAt("latest")} onChange={(event) => onChange({ ...question, latest: event.target.value || null })} />
    </div>
  );
}

export function TimeSettings({ question, onChange, problemAt }: SettingsProps<TimeQuestion>) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField type="time" label="Earliest" value={question.earliest} error={problemAt("earliest")} onChange={(event) => onChange({ ...question, earliest: event.target.value || FULL_DAY.earliest })} />
      <TextField type="time" label="Latest" value={question.latest} error={problemAt("latest")} onChange={(event) => onChange({ ...question, latest: event.target.value || FULL_DAY.latest })} />
    </div>
  );
}
