/** What the numbers rest on, so that they can be checked. */
import { useQuery } from "@tanstack/react-query";
import { Shield, ShieldAlert, ShieldCheck } from "lucide-react";
import { Card } from "@/components/ui/surface";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { proofQuery } from "@/lib/api/proof";
import type { Proof } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";
import { useNow } from "@/lib/use-now";

type Verdict = Proof["verdict"];

/** No colour alone: each verdict has a sign of its own, and its words stand below. */
const SIGNS = {
  verified: { Icon: ShieldCheck, colour: "text-good" },
  moved_on: { Icon: ShieldCheck, colour: "text-good" },
  drift: { Icon: ShieldAlert, colour: "text-bad" },
  not_recounted: { Icon: Shield, colour: "text-faint" },
} as const satisfies Record<Verdict, unknown>;

export function ProofCard({ room: { results, session } }: { room: Room }) {
  const texts = useTexts().proof;
  const { whole } = useNumbers();
  const { clock, distance } = useMoments();
  const now = useNow(30_000);
  const { data: proof } = useQuery(proofQuery(session.id));
  const verdict = proof?.verdict ?? "not_recounted";
  const isWrong = verdict === "drift";
  const { Icon, colour } = SIGNS[verdict];
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
        <Icon aria-hidden="true" data-sign={verdict} className={`size-5 ${colour}`} /> {isWrong ? texts.wrong : texts.title}
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
