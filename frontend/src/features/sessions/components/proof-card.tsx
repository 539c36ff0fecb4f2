/** What the numbers rest on, so that they can be checked. */
import { ShieldCheck } from "lucide-react";
import { Card } from "@/components/ui/surface";
import type { Room } from "@/features/sessions/api/use-room";
import { whole } from "@/lib/wording";

export function ProofCard({ room: { results, session } }: { room: Room }) {
  const lines = [
    ["Submissions counted", results ? whole(results.data.entries) : "–"],
    ["Tally", results ? `${results.epoch}.${results.version}` : "–"],
    ["As of", results ? new Date(results.asOf).toLocaleTimeString() : "–"],
    ["Survey version", String(session.version)],
  ] as const;
  return (
    <Card className="p-5" aria-label="What the numbers rest on">
      <p className="flex items-center gap-2 font-semibold">
        <ShieldCheck aria-hidden="true" className="size-5 text-good" /> Stored before counted
      </p>
      <dl className="mt-3 flex flex-col gap-1.5 text-sm">
        {lines.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-faint">{name}</dt>
            <dd className="figures font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
