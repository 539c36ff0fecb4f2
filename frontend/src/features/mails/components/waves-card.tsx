/** The waves of a plan, and how many of their mails stand where. */
import { SubjectCard } from "@/components/ui/subject-card";
import { Badge } from "@/components/ui/surface";
import { useTexts } from "@/features/mails/use-texts";
import { useWaveName } from "@/features/mails/use-wave-name";
import type { LineState, StoredReminderPlan } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";

const STATES: readonly LineState[] = ["reserved", "sent", "delivered", "bounced", "refused", "complained", "unknown"];
const BAD: ReadonlySet<LineState> = new Set<LineState>(["bounced", "refused", "complained"]);

export function WavesCard({ plan: { active, waves } }: { plan: StoredReminderPlan }) {
  const texts = useTexts();
  const { when } = useMoments();
  const nameOf = useWaveName();
  return (
    <SubjectCard title={texts.waves.title} intro="" badge={<Badge tone={active ? "good" : "mark"}>{active ? texts.standing.active : texts.standing.paused}</Badge>}>
      <div className="overflow-x-auto rounded-control ring-1 ring-line" tabIndex={0} role="group" aria-label={texts.waves.title}>
        <table className="figures w-full text-[0.9375rem]">
          <thead className="bg-sunken text-sm text-muted">
            <tr>
              {[texts.waves.wave, texts.waves.due, texts.waves.title].map((name) => (
                <th key={name} scope="col" className="px-4 py-2.5 text-start">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {waves.map((wave) => (
              <tr key={wave.id}>
                <th scope="row" className="px-4 py-2.5 text-start font-semibold whitespace-nowrap">
                  {nameOf(wave)}
                </th>
                <td className="px-4 py-2.5 whitespace-nowrap text-muted">{when(wave.due_at)}</td>
                <td className="px-4 py-2.5">
                  <Mails mails={wave.mails} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SubjectCard>
  );
}

function Mails({ mails }: { mails: { readonly [state: string]: number } }) {
  const texts = useTexts().waves;
  const { whole } = useNumbers();
  const there = STATES.filter((state) => (mails[state] ?? 0) > 0);
  if (there.length === 0) return <span className="text-faint">{texts.nothing}</span>;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {there.map((state) => (
        <li key={state} title={texts.hints[state]} className={BAD.has(state) ? "font-semibold text-bad" : ""}>
          {whole(mails[state] ?? 0)} {texts.states[state]}
        </li>
      ))}
    </ul>
  );
}
