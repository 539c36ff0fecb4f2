/** Of what a report shall be: this session, its rounds, or sessions of one survey beside each other. */
import { useQuery } from "@tanstack/react-query";
import { SelectField } from "@/components/ui/field";
import { siblingsQuery } from "@/features/reports/api/reports";
import { useTexts } from "@/features/reports/use-texts";
import { MOST_OTHERS, type Subject, SUBJECTS } from "@/features/reports/wanted";
import type { Session } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

interface SubjectFieldsProps {
  session: Session;
  subject: Subject;
  others: readonly string[];
  onChange: (changed: { subject?: Subject; others?: readonly string[] }) => void;
}

export function SubjectFields({ session, subject, others, onChange }: SubjectFieldsProps) {
  const texts = useTexts().form;
  const choices = SUBJECTS.filter((one) => one !== "rounds" || roundsOf(session) > 1);
  return (
    <div>
      <SelectField label={texts.subject} hint={subject === "session" ? undefined : texts.subjectHint} value={subject} onChange={(event) => onChange({ subject: event.target.value as Subject })}>
        {choices.map((one) => (
          <option key={one} value={one}>
            {texts.subjects[one]}
          </option>
        ))}
      </SelectField>
      {subject === "sessions" && <OtherSessions session={session} chosen={others} onChange={(chosen) => onChange({ others: chosen })} />}
    </div>
  );
}

/** In the order in which they began; each is measured against this session, which stands first. */
function OtherSessions({ session, chosen, onChange }: { session: Session; chosen: readonly string[]; onChange: (chosen: readonly string[]) => void }) {
  const texts = useTexts().form;
  const { day } = useMoments();
  const siblings = useQuery(siblingsQuery(session.survey));
  const others = siblings.data?.filter(({ id }) => id !== session.id) ?? [];
  const isEnough = chosen.length >= MOST_OTHERS;
  const toggle = (id: string, isOn: boolean) => onChange(others.map((other) => other.id).filter((one) => (one === id ? isOn : chosen.includes(one))));
  return (
    <fieldset className="mt-2 flex max-h-52 flex-col overflow-y-auto rounded-control px-3.5 py-2 ring-1 ring-line-strong/60 ring-inset">
      <legend className="sr-only">{texts.beside}</legend>
      {siblings.isError && <p className="text-sm text-bad">{texts.noSessions}</p>}
      {siblings.isSuccess && <p className="text-sm text-faint">{others.length === 0 ? texts.onlySession : texts.beside}</p>}
      <p role="status" className="text-sm font-medium text-mark-ink empty:hidden">{isEnough && texts.enough(MOST_OTHERS)}</p>
      {others.map(({ id, title, created_at }) => (
        <label key={id} className="flex min-h-9 cursor-pointer items-center gap-2.5 text-[0.9375rem]">
          <input type="checkbox" className="size-4.5 shrink-0 accent-brand" checked={chosen.includes(id)} disabled={isEnough && !chosen.includes(id)} onChange={(event) => toggle(id, event.target.checked)} />
          <span>
            <bdi>{title}</bdi> <span className="text-faint">{day(created_at)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** How often its questions were asked: a live session counts rounds, an open one attempts. */
export function roundsOf({ mode, state, settings }: Session): number {
  return mode === "live" ? Math.max(1, ...Object.values(state.rounds)) : settings.attempts;
}
