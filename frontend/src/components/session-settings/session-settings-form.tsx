/** How a session runs: when, for whom, and who sees results. */
import type { ReactNode } from "react";
import { QuotasField } from "@/components/session-settings/quotas-field";
import { type FullSettings, localMoment, momentOf } from "@/components/session-settings/settings-change";
import { useTexts } from "@/components/session-settings/use-texts";
import { NumberSetting } from "@/components/settings/number-setting";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { SelectField, TextField } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import type { SessionMode } from "@/lib/api/schema";
import type { Question } from "@/lib/questions/question";

interface SessionSettingsFormProps {
  settings: FullSettings;
  questions: readonly Question[];
  /** Null while it may still become either. */
  mode: SessionMode | null;
  /** What was promised when the session started cannot change. */
  hasStarted?: boolean;
  problemAt: (path: string) => string | undefined;
  onChange: (settings: FullSettings) => void;
}

const IDENTITIES = ["anonymous", "identified"] as const;
const ASKING = ["off", "open", "moderated"] as const;
const RESULTS_FOR = ["revealed", "after_answer", "after_close", "nobody"] as const;

export function SessionSettingsForm({ settings, questions, mode, hasStarted = false, problemAt, onChange }: SessionSettingsFormProps) {
  const texts = useTexts();
  const set = (changed: Partial<FullSettings>) => onChange({ ...settings, ...changed });
  return (
    <div className="flex flex-col gap-7">
      <Group title={texts.hours} hint={texts.hoursHint}>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField type="datetime-local" label={texts.opensAt} error={problemAt("opens_at")} value={localMoment(settings.opens_at)} onChange={(event) => set({ opens_at: momentOf(event.target.value) })} />
          <TextField type="datetime-local" label={texts.closesAt} error={problemAt("closes_at")} value={localMoment(settings.closes_at)} onChange={(event) => set({ closes_at: momentOf(event.target.value) })} />
        </div>
      </Group>
      <Group title={texts.taking}>
        <ChoiceCards
          legend={texts.identity}
          disabled={hasStarted}
          value={settings.identity}
          onChange={(identity) => set({ identity })}
          choices={IDENTITIES.map((value) => ({ value, label: texts.identities[value][0]!, hint: texts.identities[value][1]! }))}
        />
        {hasStarted && <p className="text-sm text-faint">{texts.fixed}</p>}
        <Switch label={texts.invitedOnly} checked={settings.open_to === "invited"} onChange={(isOn) => set({ open_to: isOn ? "invited" : "everybody" })} />
        {mode !== "live" && (
          <NumberSetting label={texts.attempts} hint={texts.attemptsHint} frame="max-w-60" min={1} max={100} required value={settings.attempts} error={problemAt("attempts")} onChange={(attempts) => set({ attempts: attempts ?? 1 })} />
        )}
        <Switch label={texts.mayChange} checked={settings.may_change_answers} onChange={(may_change_answers) => set({ may_change_answers })} />
      </Group>
      <Group title={texts.results}>
        <SelectField label={texts.resultsFor} error={problemAt("results_for")} value={settings.results_for} onChange={(event) => set({ results_for: event.target.value as FullSettings["results_for"] })}>
          {RESULTS_FOR.map((value) => (
            <option key={value} value={value}>
              {texts.resultsWhen[value]}
            </option>
          ))}
        </SelectField>
        <NumberSetting label={texts.minGroup} hint={hasStarted ? texts.fixed : texts.minGroupHint} disabled={hasStarted} placeholder={texts.minGroupNone} frame="max-w-80" min={2} max={100} value={settings.min_group_size} error={problemAt("min_group_size")} onChange={(min_group_size) => set({ min_group_size })} />
      </Group>
      <Group title={texts.audience} hint={texts.audienceHint}>
        <SelectField label={texts.audienceQuestions} error={problemAt("audience_questions")} value={settings.audience_questions} onChange={(event) => set({ audience_questions: event.target.value as FullSettings["audience_questions"] })}>
          {ASKING.map((value) => (
            <option key={value} value={value}>
              {texts.asking[value]}
            </option>
          ))}
        </SelectField>
        <Switch label={texts.reactions} checked={settings.reactions} onChange={(reactions) => set({ reactions })} />
      </Group>
      <Group title={texts.quotas} hint={hasStarted && settings.quotas.length > 0 ? texts.quotasFixed : texts.quotasHint}>
        <QuotasField quotas={settings.quotas} questions={questions} hasStarted={hasStarted} problemAt={problemAt} onChange={(quotas) => set({ quotas })} />
      </Group>
    </div>
  );
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-4">
      <div>
        <h3 className="font-bold">{title}</h3>
        {hint && <p className="text-sm text-pretty text-faint">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
