/** Asking for a report: as what, and of which answers. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Dialog } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { Switch } from "@/components/ui/switch";
import { useMakeReport } from "@/features/reports/api/reports";
import { PeopleField, QuestionsField } from "@/features/reports/components/report-filters";
import { roundsOf, SubjectFields } from "@/features/reports/components/subject-fields";
import { useTexts } from "@/features/reports/use-texts";
import { FORMATS, hasRows, type ReportForm, type Subject, wantedBy } from "@/features/reports/wanted";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { Session } from "@/lib/api/schema";
import { useLanguage } from "@/lib/i18n/language";
import { usePhrases } from "@/lib/i18n/phrases";

export function NewReportDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { form: texts, formats } = useTexts();
  const phrases = usePhrases();
  const language = useLanguage();
  const [form, setForm] = useState<ReportForm>({ subject: "session", others: [], format: "xlsx", language, shape: "wide", revisions: false, names: false, bom: true, questions: null, answer: null });
  const change = (changed: Partial<ReportForm>) => setForm({ ...form, ...changed });
  const make = useMakeReport(session.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(wantedBy(form, session.id, roundsOf(session)), { onSuccess: onClose });
  };
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.description}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {make.error && <Notice tone="bad">{make.error instanceof ApiError ? make.error.reason : errorMessage(make.error)}</Notice>}
        <SubjectFields session={session} subject={form.subject} others={form.others} onChange={({ subject, ...changed }) => change({ ...changed, ...(subject && withSubject(subject, form.format)) })} />
        <ChoiceCards legend={texts.format} value={form.format} onChange={(format) => change({ format })} choices={FORMATS.filter((format) => format !== "spss" || form.subject === "session").map((format) => ({ value: format, label: formats[format].name, hint: formats[format].hint }))} />
        <SelectField label={texts.language} value={form.language} onChange={(event) => change({ language: event.target.value as ReportForm["language"] })}>
          {(["en", "de"] as const).map((one) => (
            <option key={one} value={one}>
              {texts.languages[one]}
            </option>
          ))}
        </SelectField>
        {form.format === "csv" && hasRows(form) && (
          <SelectField label={texts.shape} value={form.shape} onChange={(event) => change({ shape: event.target.value as ReportForm["shape"] })}>
            {(["wide", "long"] as const).map((shape) => (
              <option key={shape} value={shape}>
                {texts.shapes[shape]}
              </option>
            ))}
          </SelectField>
        )}
        {form.format === "csv" && <Switch label={texts.bom} checked={form.bom} onChange={(bom) => change({ bom })} />}
        {hasRows(form) && <Switch label={texts.revisions} checked={form.revisions} onChange={(revisions) => change({ revisions })} />}
        {hasRows(form) && session.settings.identity === "identified" && <Switch label={texts.names} checked={form.names} onChange={(names) => change({ names })} />}
        <QuestionsField questions={session.questions} value={form.questions} onChange={(questions) => change({ questions })} />
        <PeopleField session={session} value={form.answer} onChange={(answer) => change({ answer })} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{phrases.cancel}</Button>
          <Button type="submit" variant="primary" busy={make.isPending} disabled={form.questions?.length === 0 || (form.subject === "sessions" && form.others.length === 0)}>
            {texts.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** SPSS reads rows of people, which stand in reports of one session alone. */
function withSubject(subject: Subject, format: ReportForm["format"]): Partial<ReportForm> {
  return { subject, format: format === "spss" && subject !== "session" ? "xlsx" : format };
}
