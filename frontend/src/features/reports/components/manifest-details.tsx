/** What a report was made from, so that it can be compared with another one. */
import { ShieldCheck, TriangleAlert } from "lucide-react";
import { useTexts } from "@/features/reports/use-texts";
import { answerWanted } from "@/features/reports/wanted";
import type { Report, Session } from "@/lib/api/schema";
import { isolated } from "@/lib/i18n/isolated";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";
import { usePhrases } from "@/lib/i18n/phrases";

interface ManifestDetailsProps {
  manifest: NonNullable<Report["manifest"]>;
  file: Report["file"];
  session: Session;
}

export function ManifestDetails({ manifest, file, session }: ManifestDetailsProps) {
  const texts = useTexts().manifest;
  const { exactly } = useMoments();
  const { whole } = useNumbers();
  const { position, tally, filters, verdict, sides: compared = [] } = manifest;
  const { sides } = usePhrases();
  const picked = answerWanted(filters.where ?? null, session.questions, sides);
  const facts: [string, string | null | undefined][] = [
    [texts.asOf, position && exactly(position.as_of)],
    [texts.entries, position && whole(position.entries)],
    [texts.rows, whole(manifest.rows)],
    [texts.participants, whole(manifest.participants)],
    [texts.version, String(manifest.version)],
    [texts.questions, filters.questions ? filters.questions.map((id) => session.questions.find((question) => question.id === id)?.title ?? id).map(isolated).join(", ") : texts.all],
    [texts.filter, filters.where && (picked ? `${isolated(picked.question.title)}: ${isolated(picked.option.label)}` : texts.filtered)],
    [texts.tally, tally && `${tally.epoch}.${tally.version}`],
    [texts.madeAt, exactly(manifest.made_at)],
    [texts.code, manifest.code_version],
  ];
  const digests: [string, string | undefined][] = [[texts.answers, position?.digest], [texts.file, file?.digest]];
  return (
    <details className="mt-3 rounded-control bg-sunken/60 px-4 py-2.5 text-sm">
      <summary className="flex cursor-pointer items-center gap-2 font-semibold">
        {verdict === "differs" ? <TriangleAlert aria-hidden="true" className="size-4 text-bad" /> : <ShieldCheck aria-hidden="true" className={verdict === "agrees" ? "size-4 text-good" : "size-4 text-faint"} />}
        {texts.title}
      </summary>
      <p className={verdict === "differs" ? "mt-2 font-semibold text-bad" : "mt-2 text-muted"}>{texts.verdicts[verdict]}</p>
      <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {facts.map(([name, value]) => value && <Fact key={name} name={name} value={value} />)}
      </dl>
      {compared.length > 0 && (
        <ol className="mt-2 list-decimal ps-5">
          {compared.map((side) => (
            <li key={`${side.session}/${side.round}`}>
              <bdi>{side.title}</bdi>
              <span className="text-faint">, {texts.side(side.round, side.participants)}</span>
            </li>
          ))}
        </ol>
      )}
      <dl className="mt-2 flex flex-col gap-2">{digests.map(([name, value]) => value && <Fact key={name} name={name} value={value} mono />)}</dl>
      <p className="mt-2 text-faint">{texts.compare}</p>
    </details>
  );
}

function Fact({ name, value, mono = false }: { name: string; value: string; mono?: boolean }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint">{name}</dt>
      <dd className={mono ? "font-mono text-2xs break-all" : "figures font-medium break-words"}><bdi>{value}</bdi></dd>
    </div>
  );
}
