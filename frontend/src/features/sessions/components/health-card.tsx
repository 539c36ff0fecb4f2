/** How the room is doing: who is there, who has answered, whom one waits for, and who is gone. */
import { HeartPulse } from "lucide-react";
import { useTexts as useFreshnessTexts } from "@/components/freshness/use-texts";
import { Card } from "@/components/ui/surface";
import { healthOf, type RoomHealth } from "@/features/sessions/api/room-health";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";
import { useNow } from "@/lib/use-now";

const LIVE = ["connected", "answered", "waiting", "away"] as const;
/** Where everybody goes at their own pace, there is no question to wait for. */
const OPEN = ["connected", "away"] as const;

export function HealthCard({ room }: { room: Room }) {
  const texts = useTexts().health;
  const { whole } = useNumbers();
  const health = healthOf(room.presence, room.state);
  const isLive = room.session.mode === "live";
  const words = isLive ? LIVE : OPEN;
  const isHidden = (room.session.settings.min_group_size ?? null) !== null;
  return (
    <Card className="p-5" aria-label={texts.title}>
      <p className="flex items-center gap-2 font-semibold">
        <HeartPulse aria-hidden="true" className="size-5 text-brand" /> {texts.title}
      </p>
      {isLive && <Turnout health={health} />}
      <dl className="mt-3 flex flex-col gap-1.5 text-sm">
        {words.map((word) => (
          <div key={word} className="flex justify-between gap-4">
            <dt className="text-faint">{texts.words[word].name}</dt>
            <dd className="figures font-semibold">{health[word] === null ? "–" : whole(health[word])}</dd>
          </div>
        ))}
      </dl>
      <Age room={room} />
      <details className="mt-2 text-sm text-muted">
        <summary className="flex min-h-6 cursor-pointer items-center font-semibold text-brand">{texts.explain}</summary>
        <dl className="mt-2 flex flex-col gap-2">
          {words.map((word) => (
            <div key={word}>
              <dt className="font-semibold text-ink">{texts.words[word].name}</dt>
              <dd className="text-pretty">{texts.words[word].meaning}</dd>
            </div>
          ))}
          {isLive && isHidden && <div><dt className="sr-only">{texts.hiddenName}</dt><dd className="text-pretty">{texts.hidden}</dd></div>}
        </dl>
      </details>
    </Card>
  );
}

/** The share of those there who have answered; always as tall, whether known or not. */
function Turnout({ health: { connected, answered } }: { health: RoomHealth }) {
  const texts = useTexts().health;
  const { percent } = useNumbers();
  const share = connected === null || answered === null || connected === 0 ? null : answered / connected;
  return (
    <div role="img" aria-label={share === null ? texts.shareUnknown : texts.share(percent(share))} className="mt-3 h-2 overflow-hidden rounded-full bg-sunken">
      <svg aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none" className="block size-full">
        <rect width={100 * (share ?? 0)} height="1" className="fill-data-1 transition-[width] motion-reduce:transition-none" />
      </svg>
    </div>
  );
}

/** While the socket is open the counts are at most a few seconds behind; without it they are as old as they are. */
function Age({ room }: { room: Room }) {
  const texts = useTexts().health;
  const { lastChange } = useFreshnessTexts();
  const { ago } = useMoments();
  const now = useNow(1_000);
  const age = room.presenceAsOf === null ? null : ago(room.presenceAsOf, now + room.serverAheadMs);
  const isLive = room.status.phase === "open";
  return <p className={`figures mt-2 min-h-5 text-sm ${isLive ? "text-faint" : "font-semibold text-mark-ink"}`}>{age === null ? texts.counting : isLive ? lastChange(age) : texts.stale(age)}</p>;
}
