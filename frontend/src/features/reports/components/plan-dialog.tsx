/** Planning reports: how often, as what, and who gets them. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Conflict } from "@/components/ui/conflict";
import { Dialog } from "@/components/ui/dialog";
import { SelectField, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { reportPlanQuery, useSavePlan } from "@/features/reports/api/report-plan";
import { RecipientsField } from "@/features/reports/components/recipients-field";
import { useTexts } from "@/features/reports/use-texts";
import { FORMATS } from "@/features/reports/wanted";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { ReportPlan, Session, StoredReportPlan } from "@/lib/api/schema";
import { useLanguage } from "@/lib/i18n/language";
import { usePhrases } from "@/lib/i18n/phrases";

type Draft = { [K in keyof Required<ReportPlan>]: Exclude<ReportPlan[K], undefined> };

interface PlanDialogProps {
  session: Session;
  stored: StoredReportPlan;
  onClose: () => void;
}

export function PlanDialog({ session, stored, onClose }: PlanDialogProps) {
  const { plan: texts, form: words, formats } = useTexts();
  const phrases = usePhrases();
  const language = useLanguage();
  const [draft, setDraft] = useState<Draft>(() => ({
    every: "week", weekday: 1, at: "08:00", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, format: "pdf", language, over_time: false, recipients: [], ...stored.plan,
  }));
  // All of it stays as it was when the draft began: nobody else's pause or start is undone unseen.
  const [base, setBase] = useState(stored);
  const { data: latest } = useQuery(reportPlanQuery(session.id));
  const saver = useRef<HTMLButtonElement>(null);
  const save = useSavePlan(session.id);
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  // SPSS reads single answers, and there are none in a comparison.
  const choose = (overTime: boolean) => change({ over_time: overTime, format: overTime && draft.format === "spss" ? "xlsx" : draft.format });
  const problem = save.error instanceof ApiError ? save.error : null;
  const isBehind = problem?.status === 412 && latest !== undefined && latest.version !== base.version;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ plan: draft, active: base.plan === null || base.active, basedOn: base.version }, { onSuccess: onClose });
  };
  const takeTheirs = () => {
    setDraft({ ...draft, ...latest!.plan });
    setBase(latest!);
    save.reset();
  };
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.description}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {save.error && !isBehind && <Notice tone="bad">{problem ? problem.reason : errorMessage(save.error)}</Notice>}
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label={texts.rhythm} value={draft.every} onChange={(event) => change({ every: event.target.value as Draft["every"] })}>
            <option value="day">{texts.everyDay}</option>
            <option value="week">{texts.everyWeek}</option>
          </SelectField>
          <SelectField label={texts.weekday} disabled={draft.every === "day"} value={draft.weekday} onChange={(event) => change({ weekday: Number(event.target.value) })}>
            {texts.weekdays.map((name, i) => (
              <option key={name} value={i + 1}>
                {name}
              </option>
            ))}
          </SelectField>
          <TextField type="time" required label={texts.at} value={draft.at} error={problem?.about("plan.at")} onChange={(event) => change({ at: event.target.value })} />
          <SelectField label={texts.timezone} value={draft.timezone} error={problem?.about("plan.timezone")} onChange={(event) => change({ timezone: event.target.value })}>
            {(zones.includes(draft.timezone) ? zones : [draft.timezone, ...zones]).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </SelectField>
          <SelectField label={texts.kind} frame="sm:col-span-2" value={draft.over_time ? "over_time" : "session"} onChange={(event) => choose(event.target.value === "over_time")}>
            {(["session", "over_time"] as const).map((kind) => (
              <option key={kind} value={kind}>
                {texts.kinds[kind]}
              </option>
            ))}
          </SelectField>
          <SelectField label={words.format} value={draft.format} error={problem?.about("plan.format")} onChange={(event) => change({ format: event.target.value as Draft["format"] })}>
            {FORMATS.filter((format) => format !== "spss" || !draft.over_time).map((format) => (
              <option key={format} value={format}>
                {formats[format].name}
              </option>
            ))}
          </SelectField>
          <SelectField label={words.language} value={draft.language} onChange={(event) => change({ language: event.target.value as Draft["language"] })}>
            <option value="en">{words.languages.en}</option>
            <option value="de">{words.languages.de}</option>
          </SelectField>
        </div>
        <RecipientsField value={draft.recipients} left={base.left} problemAt={(place) => problem?.about(`plan.recipients.${place}`)} onChange={(recipients) => change({ recipients })} />
        {isBehind && <Conflict title={texts.conflict} hint={texts.conflictHint} onward={saver} choices={<Button size="sm" onClick={takeTheirs}>{texts.takeTheirs}</Button>} />}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{phrases.cancel}</Button>
          <Button ref={saver} type="submit" variant="primary" busy={save.isPending} disabled={draft.recipients.length === 0} unavailable={isBehind}>
            {phrases.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
