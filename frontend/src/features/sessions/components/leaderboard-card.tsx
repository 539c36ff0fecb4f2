/** Who leads the quiz, for whoever leads the session: with names where they may know them, and the way onto the projector. */
import { useQuery } from "@tanstack/react-query";
import { Presentation, Trophy } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { Card } from "@/components/ui/surface";
import { leaderboardQuery, type ScoredBoard, scoredSoFar } from "@/features/sessions/api/leaderboard";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { useMay } from "@/lib/api/me";
import { useNumbers } from "@/lib/i18n/numbers";

export function LeaderboardCard({ room }: { room: Room }) {
  const texts = useTexts().leaderboard;
  const board = useQuery(leaderboardQuery(room));
  const hasNone = scoredSoFar(room.session, room.state).length === 0;
  const { state, control } = room;
  const mayTurn = useMay("sessions:control");
  const isOnWall = state.leaderboard_shown === true;
  return (
    <Card className="p-5" aria-label={texts.title}>
      <div className="flex items-center justify-between gap-3">
        <h2 className="flex items-center gap-2 text-base font-semibold">
          <Trophy aria-hidden="true" className="size-5 text-brand" /> {texts.title}
        </h2>
        {mayTurn && <IconButton label={texts.onWall} aria-pressed={isOnWall} icon={<Presentation className="size-4" />} className={isOnWall ? "text-brand" : ""} onClick={() => control(isOnWall ? "survey" : "leaderboard")} />}
      </div>
      <FailedQuery query={board} className="mt-3" />
      {hasNone ? <p className="mt-2 text-sm text-pretty text-muted">{texts.none}</p> : board.data && <Places board={board.data} />}
    </Card>
  );
}

function Places({ board: { places, players, tied, scored } }: { board: ScoredBoard }) {
  const texts = useTexts().leaderboard;
  const { whole } = useNumbers();
  return (
    <>
      <p className="figures mt-2 text-sm text-faint">{texts.basis(players, scored)}</p>
      <ol className="figures mt-3 flex flex-col gap-1.5 text-sm">
        {places.map(({ participant, rank, number, name, points }) => (
          <li key={participant} className="flex items-baseline gap-3">
            <span className="w-6 shrink-0 text-end font-semibold text-muted">
              <span className="sr-only">{texts.rank} </span>
              {whole(rank)}
            </span>
            <span className="min-w-0 flex-1 wrap-anywhere">
              {name === null ? texts.number(number) : <><bdi>{name}</bdi> <span className="text-faint">{texts.number(number)}</span></>}
            </span>
            <b className="shrink-0">{whole(points)}</b>
          </li>
        ))}
      </ol>
      {tied > 0 && <p className="figures mt-2 text-sm text-faint">{texts.tied(tied)}</p>}
    </>
  );
}
