/** What the numbers rest on, so that they can be checked. */
import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { Card } from "@/components/ui/surface";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { proofQuery } from "@/lib/api/proof";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";
import { useNow } from "@/lib/use-now";

export function ProofCard({ room: { results, session } }: { room: Room }) {
  const texts = useTexts().proof;
  const { whole } = useNumbers();
  const { clock, distance } = useMoments();
  const now = useNow(30_000);
  const { data: proof } = useQuery(proofQuery(session.id));
  const isWrong = proof?.verdict === "drift";
  const lines = [
    [texts.counted, results ? whole(results.data.entries) : "–"],
    [texts.tally, results ? `${results.epoch}.${results.version}` : "–"],
    [texts.asOf, results ? clock(results.asOf) : "–"],
    [texts.version, String(session.version)],
    [texts.recount, proof ? texts.verdicts[proof.verdict](proof.recounted_at === null ? "" : distance(proof.recounted_at, now)) : "–"],
  ] as const;
  return (
    <Card className="p-5" aria-label={texts.label}>
      <p className="flex items-center gap-2 font-semibold">
        <ShieldCheck aria-hidden="true" className="size-5 text-good" /> {texts.title}
      </p>
      <dl className="mt-3 flex flex-col gap-1.5 text-sm">
        {lines.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-faint">{name}</dt>
            <dd className={`figures text-end font-semibold ${name === texts.recount && isWrong ? "text-bad" : ""}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
