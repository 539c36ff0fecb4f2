/** When mails leave. */
import { useState } from "react";
import { localMoment, momentOf } from "@/components/session-settings/settings-change";
import { NumberSetting } from "@/components/settings/number-setting";
import { SelectField, TextField } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { daysIn, type FullPlan } from "@/features/mails/plan-draft";
import { useTexts } from "@/features/mails/use-texts";

interface PlanFieldsProps {
  plan: FullPlan;
  closesAt: string | null;
  problemAt: (path: string) => string | undefined;
  onChange: (plan: FullPlan) => void;
  onDaysWrong: (areWrong: boolean) => void;
}

const NIGHT = { start: "21:00", end: "08:00" };

export function PlanFields({ plan, closesAt, problemAt, onChange, onDaysWrong }: PlanFieldsProps) {
  const texts = useTexts().plan;
  const set = (changed: Partial<FullPlan>) => onChange({ ...plan, ...changed });
  const quiet = plan.quiet_hours;
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField type="datetime-local" label={texts.startsAt} required error={problemAt("starts_at")} value={localMoment(plan.starts_at)} onChange={(event) => set({ starts_at: momentOf(event.target.value) ?? plan.starts_at })} />
        <DaysField days={plan.reminder_days} error={problemAt("reminder_days")} onChange={(reminder_days) => set({ reminder_days })} onWrong={onDaysWrong} />
        <NumberSetting label={texts.lastCall} hint={closesAt === null ? texts.noClose : texts.lastCallHint} disabled={closesAt === null && plan.last_call_hours === null} min={1} max={720} error={problemAt("last_call_hours")} value={plan.last_call_hours} onChange={(last_call_hours) => set({ last_call_hours })} />
        <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
          <SelectField label={texts.timezone} hint={texts.timezoneHint} error={problemAt("timezone")} value={plan.timezone} onChange={(event) => set({ timezone: event.target.value })}>
            {(zones.includes(plan.timezone) ? zones : [plan.timezone, ...zones]).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </SelectField>
          <TextField label={texts.language} required pattern="[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?" title={texts.languageHint} error={problemAt("language")} value={plan.language} onChange={(event) => set({ language: event.target.value })} />
        </div>
      </div>
      <div>
        <Switch label={texts.quiet} checked={quiet !== null} onChange={(isOn) => set({ quiet_hours: isOn ? NIGHT : null })} />
        <p className="mt-1 text-sm text-faint">{texts.quietHint}</p>
        {quiet && (
          <div className="mt-2 flex flex-wrap gap-3">
            <TextField type="time" label={texts.from} required value={quiet.start} onChange={(event) => set({ quiet_hours: { ...quiet, start: event.target.value } })} />
            <TextField type="time" label={texts.to} required value={quiet.end} onChange={(event) => set({ quiet_hours: { ...quiet, end: event.target.value } })} />
          </div>
        )}
      </div>
    </div>
  );
}

interface DaysFieldProps {
  days: readonly number[];
  error: string | undefined;
  onChange: (days: number[]) => void;
  onWrong: (isWrong: boolean) => void;
}

/** A list as it is typed; what is no list of days changes nothing, and says so. */
function DaysField({ days, error, onChange, onWrong }: DaysFieldProps) {
  const texts = useTexts().plan;
  const [text, setText] = useState<string | null>(null);
  const isStale = text !== null && daysIn(text) !== null && daysIn(text)!.join() !== days.join();
  const shown = text === null || isStale ? days.join(", ") : text;
  const type = (typed: string) => {
    const found = daysIn(typed);
    setText(typed);
    onWrong(found === null);
    if (found) onChange(found);
  };
  return <TextField label={texts.reminders} hint={texts.remindersHint} inputMode="numeric" error={daysIn(shown) === null ? texts.remindersWrong : error} value={shown} onChange={(event) => type(event.target.value)} />;
}
