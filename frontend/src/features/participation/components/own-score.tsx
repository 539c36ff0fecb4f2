/** The points of this phone in what is revealed of a quiz; and while the wall shows the leaderboard, its place and who leads, by number as there. */
import { clsx } from "clsx";
import { Trophy } from "lucide-react";
import { MEDALS } from "@/components/ui/medals";
import { useOwnPlace, useOwnScore } from "@/features/participation/api/use-own-score";
import type { Phone } from "@/features/participation/api/use-phone";
import { useTexts } from "@/features/participation/use-texts";
import type { OwnPlace } from "@/lib/api/schema";
import type { Database } from "@/lib/outbox/database";

export function OwnScore({ phone, database }: { phone: Phone; database: Database }) {
  const texts = useTexts().score;
  const score = useOwnScore(database, phone);
  const place = useOwnPlace(database, phone);
  if (score === null) return null;
  return (
    <section aria-label={texts.title} className="mt-4 animate-rise rounded-2xl bg-mark-soft px-4 py-3.5 text-mark-ink">
      <div className="flex items-center gap-4">
        <Trophy aria-hidden="true" className="size-7 shrink-0" />
        <p className="figures min-w-0 leading-snug">
          <b className="block text-xl">{texts.points(score.points, score.out_of)}</b>
          <span className="block text-[0.9375rem]">{texts.right(score.correct, score.questions)} {texts.number(score.number)}</span>
        </p>
      </div>
      <div role="status">{place !== null && place.leaders.length > 0 && <Board place={place} own={score.number} />}</div>
    </section>
  );
}

function Board({ place: { rank, players, tied, leaders }, own }: { place: OwnPlace; own: number }) {
  const texts = useTexts().score;
  return (
    <div className="figures mt-3.5 border-t border-mark-ink/20 pt-3">
      {rank !== null && <p className="text-xl font-bold">{texts.place(rank, players)}</p>}
      <ol aria-label={texts.leaders} className="mt-2 flex flex-col gap-1.5">
        {leaders.map((leader, i) => (
          <li key={leader.number ?? `erased-${i}`} className={clsx("flex items-center gap-3 rounded-xl bg-surface px-3 py-2 text-ink", leader.number === own && "ring-2 ring-mark")}>
            <b className={clsx("grid size-7 shrink-0 place-items-center rounded-lg", MEDALS[leader.rank] ?? "bg-sunken")}>
              <span className="sr-only">{texts.rank} </span>
              {leader.rank}
            </b>
            <span className="min-w-0 flex-1 font-semibold">{leader.number === own ? texts.you : texts.participant(leader.number)}</span>
            <span className="shrink-0 text-[0.9375rem] whitespace-nowrap">{texts.pointsOf(leader.points)}</span>
          </li>
        ))}
      </ol>
      {tied > 0 && <p className="mt-2 text-[0.9375rem]">{texts.tied(tied)}</p>}
    </div>
  );
}
