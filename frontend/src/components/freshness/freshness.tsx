/** How far the number on the screen can be trusted right now: the connection, and the age of the last change. */
import { CloudOff, RefreshCw } from "lucide-react";
import { clsx } from "clsx";
import { useTexts } from "@/components/freshness/use-texts";
import { LiveDot } from "@/components/ui/surface";
import { useMoments } from "@/lib/i18n/moments";
import type { ConnectionStatus } from "@/lib/socket/connection";
import { useNow } from "@/lib/use-now";
import { countdown } from "@/lib/wording";

interface FreshnessProps {
  status: ConnectionStatus;
  /** When the numbers changed last, by the server's clock; null until any have come. */
  asOf: string | null;
  /** Milliseconds to add to this clock to get the server's. */
  serverAheadMs: number;
  large?: boolean;
}

export function Freshness({ status, asOf, serverAheadMs, large = false }: FreshnessProps) {
  const texts = useTexts();
  const { ago } = useMoments();
  const now = useNow(1_000);
  const age = asOf === null ? null : ago(asOf, now + serverAheadMs);
  return (
    <p role="status" className={clsx("figures flex items-center gap-2 font-semibold", large ? "text-lg" : "text-sm")}>
      {status.phase === "open" && (
        <>
          <LiveDot className="text-good" />
          <span className="text-good">{texts.live}</span>
          <span className="font-medium text-faint" aria-hidden="true">{age ? texts.lastChange(age) : texts.waiting}</span>
        </>
      )}
      {status.phase === "connecting" && (
        <>
          <RefreshCw aria-hidden="true" className="size-4 animate-spin text-faint" />
          <span className="text-muted">{texts.connecting}</span>
          {age && <span className="font-medium text-faint">{texts.numbersFrom(age)}</span>}
        </>
      )}
      {status.phase === "waiting" && (
        <>
          <CloudOff aria-hidden="true" className="size-4 text-mark-ink" />
          <span className="text-mark-ink">{texts.notLive}</span>
          <span className="font-medium text-faint" aria-hidden="true">
            {texts.nextTry(countdown(status.retryAt - now))}
            {age && `, ${texts.numbersFrom(age)}`}
          </span>
        </>
      )}
      {status.phase === "stopped" && (
        <>
          <CloudOff aria-hidden="true" className="size-4 text-bad" />
          <span className="text-bad">{texts.stopped}</span>
        </>
      )}
    </p>
  );
}
