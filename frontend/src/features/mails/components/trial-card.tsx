/** A trial run: who would get a mail, and why the others would not. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { PagedRows } from "@/components/ui/paged-rows";
import { SubjectCard } from "@/components/ui/subject-card";
import { Badge, Notice } from "@/components/ui/surface";
import { trialQuery } from "@/features/mails/api/mails";
import { useTexts } from "@/features/mails/use-texts";
import { useWaveName } from "@/features/mails/use-wave-name";
import type { MailDecision, MailVerdict, Session, StoredReminderPlan } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";

/** Who will get it, at once or later. */
const COMES: ReadonlySet<MailVerdict> = new Set(["send", "quiet", "too_soon"]);
const VERDICTS: readonly MailVerdict[] = ["send", "quiet", "too_soon", "done", "already", "passed", "not_invited_yet", "suppressed"];

export function TrialCard({ session, plan: { waves, version } }: { session: Session; plan: StoredReminderPlan }) {
  const texts = useTexts().trial;
  const nameOf = useWaveName();
  const [chosen, setChosen] = useState("first");
  const [tried, setTried] = useState<string | null>(null);
  const wave = waves.some(({ id }) => id === chosen) ? chosen : "first";
  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      <div className="flex flex-wrap items-end gap-3">
        <SelectField frame="min-w-48" label={texts.wave} value={wave} onChange={(event) => setChosen(event.target.value)}>
          {waves.map((one) => (
            <option key={one.id} value={one.id}>
              {nameOf(one)}
            </option>
          ))}
        </SelectField>
        <Button onClick={() => setTried(wave)}>{texts.run}</Button>
      </div>
      {tried !== null && <Trial session={session} wave={tried} version={version} />}
    </SubjectCard>
  );
}

function Trial({ session, wave, version }: { session: Session; wave: string; version: number }) {
  const texts = useTexts().trial;
  const { when } = useMoments();
  const { whole } = useNumbers();
  const trial = useInfiniteQuery(trialQuery(session.id, wave, version));
  const run = trial.data?.pages[0];
  const totals: { readonly [verdict: string]: number } = run?.totals ?? {};
  const isBlind = run !== undefined && run.items.length === 0 && Object.keys(totals).length > 0;
  return (
    <>
      {run && Object.keys(totals).length > 0 && (
        <div>
          <p className="text-sm text-faint">{texts.at(when(run.at))}</p>
          <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
            {VERDICTS.filter((verdict) => totals[verdict]).map((verdict) => (
              <div key={verdict}>
                <dt className="text-sm text-faint">{texts.verdicts[verdict]}</dt>
                <dd className="figures text-xl font-semibold">{whole(totals[verdict] ?? 0)}</dd>
              </div>
            ))}
          </dl>
          {run.uncounted > 0 && <p className="mt-2 text-sm text-faint">{texts.uncounted(whole(run.uncounted))}</p>}
        </div>
      )}
      {isBlind ? (
        <Notice>{texts.blind}</Notice>
      ) : (
        <PagedRows query={trial} placeholders={3} empty={{ icon: <Users />, title: texts.empty, hint: texts.emptyHint }} row={(decision) => <DecisionRow key={decision.invitation} decision={decision} />} />
      )}
    </>
  );
}

function DecisionRow({ decision: { email, name, verdict, later } }: { decision: MailDecision }) {
  const texts = useTexts().trial;
  const { when } = useMoments();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
      <span className="min-w-0 flex-1 basis-56 break-words">
        {name && <><bdi className="font-semibold">{name}</bdi> </>}
        <span className={name ? "text-faint" : "font-semibold"}>{email}</span>
      </span>
      <Badge tone={COMES.has(verdict) ? "good" : "neutral"} className="whitespace-normal">
        {texts.verdicts[verdict]} {later && texts.later(when(later))}
      </Badge>
    </li>
  );
}
