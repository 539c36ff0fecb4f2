/** Who leads the quiz, on the projector: by number, as each phone knows its own; a wall names nobody (docs/adr/0032). */
import { useQuery } from "@tanstack/react-query";
import { Trophy } from "lucide-react";
import { useRef } from "react";
import { FailedQuery } from "@/components/ui/failed-query";
import { MEDALS } from "@/components/ui/medals";
import { useSmoothOrder } from "@/components/ui/use-smooth-order";
import { leaderboardQuery, type ScoredBoard, scoredSoFar } from "@/features/sessions/api/leaderboard";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { useNumbers } from "@/lib/i18n/numbers";

export function PresenterLeaderboard({ room }: { room: Room }) {
  const texts = useTexts().leaderboard;
  const board = useQuery(leaderboardQuery(room));
  const hasNone = scoredSoFar(room.session, room.state).length === 0;
  return (
    <article className="mx-auto flex h-full max-w-[96rem] animate-rise flex-col px-[4vw] py-[3.5vh]">
      <h1 className="flex items-center gap-[1vw] text-[clamp(2rem,3.2vw,3.75rem)] leading-tight">
        <Trophy aria-hidden="true" className="size-[1em] text-mark-ink" /> {texts.title}
      </h1>
      <FailedQuery query={board} className="mt-[2vh]" />
      {hasNone ? <p className="mt-[3vh] text-[clamp(1.2rem,1.8vw,2rem)] text-muted">{texts.none}</p> : board.data && <Places board={board.data} />}
    </article>
  );
}

function Places({ board: { places, players, tied, scored } }: { board: ScoredBoard }) {
  const texts = useTexts().leaderboard;
  const { whole } = useNumbers();
  const list = useRef<HTMLOListElement>(null);
  const most = Math.max(1, ...places.map(({ points }) => points));
  useSmoothOrder(list, places.map(({ participant }) => participant).join());
  return (
    <>
      <p className="figures mt-[0.5vh] mb-[2.5vh] text-wall text-muted">{texts.basis(players, scored)}</p>
      <ol ref={list} className={`relative grid content-start gap-x-[2vw] gap-y-[1.4vh] ${places.length > 5 ? "lg:grid-flow-col lg:grid-cols-2 lg:grid-rows-5" : ""}`}>
        {places.map(({ participant, rank, number, points, correct }) => (
          <li key={participant} data-row={participant} className={`figures relative isolate flex h-[11.5vh] min-h-14 items-center gap-[1.5vw] overflow-hidden rounded-3xl px-[1.75vw] shadow-card ring-1 ring-line ${rank === 1 ? "bg-mark-soft" : "bg-surface"}`}>
            <span aria-hidden="true" className={`absolute bottom-0 start-0 -z-10 h-1.5 transition-[width] duration-700 ease-settle ${rank === 1 ? "bg-mark" : "bg-data-1"}`} style={{ width: `${(100 * points) / most}%` }} />
            <span className={`grid size-[1.7em] shrink-0 place-items-center rounded-2xl text-[clamp(1.3rem,2.2vw,2.6rem)] font-bold ${MEDALS[rank] ?? "bg-sunken text-muted"}`}>
              <span className="sr-only">{texts.rank} </span>
              {whole(rank)}
            </span>
            <span className="min-w-0 flex-1 truncate text-[clamp(1.2rem,1.9vw,2.25rem)] font-semibold">{texts.number(number)}</span>
            <span className="text-end leading-tight">
              <b className="block text-[clamp(1.3rem,2.1vw,2.5rem)]">{texts.points(points)}</b>
              <span className="text-wall text-muted">{texts.right(correct, scored)}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="figures mt-auto min-h-8 pt-[1.5vh] text-wall text-muted">{tied > 0 && texts.tied(tied)}</p>
    </>
  );
}
