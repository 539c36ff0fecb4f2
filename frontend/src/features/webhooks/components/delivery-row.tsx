/** One delivery: a line that opens into its attempts and its message. */
import { ChevronRight, RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Badge, type Tone } from "@/components/ui/surface";
import { useRedeliver } from "@/features/webhooks/api/deliveries";
import { useTexts } from "@/features/webhooks/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { Delivery } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

const TONES: Record<Delivery["state"], Tone> = { queued: "brand", delivered: "good", dead: "bad", skipped: "neutral" };

export function DeliveryRow({ webhook, delivery }: { webhook: string; delivery: Delivery }) {
  const { log: texts, events } = useTexts();
  const { when } = useMoments();
  const redeliver = useRedeliver(webhook);
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5 -outline-offset-2 transition hover:bg-sunken/60 [&::-webkit-details-marker]:hidden">
          <span className="min-w-0 flex-1 basis-48">
            <span className="block font-semibold">{events[delivery.type].name}</span>
            <span className="block font-mono text-2xs break-all text-faint">{delivery.about}</span>
          </span>
          <span className="figures text-sm text-faint">{texts.attempts(delivery.attempt)}</span>
          <time dateTime={delivery.created_at} className="figures text-sm text-faint">
            {when(delivery.created_at)}
          </time>
          <Badge tone={TONES[delivery.state]}>{texts.states[delivery.state]}</Badge>
          <ChevronRight aria-hidden="true" className="ms-auto size-5 text-faint transition group-open:rotate-90 rtl:rotate-180" />
        </summary>
        <div className="flex flex-col gap-4 border-t border-line bg-sunken/50 px-5 py-4">
          <Attempts delivery={delivery} />
          <div>
            <p className="mb-1.5 text-sm text-faint">
              {texts.body} <span className="font-mono break-all">webhook-id: {delivery.id}</span>
            </p>
            <pre className="max-h-64 overflow-auto rounded-control bg-surface px-4 py-3 font-mono text-2xs ring-1 ring-line" tabIndex={0} aria-label={texts.body}>
              {delivery.body}
            </pre>
          </div>
          {delivery.state !== "queued" && (
            <div className="flex flex-wrap items-center gap-3">
              <Button size="sm" busy={redeliver.isPending} onClick={() => redeliver.mutate(delivery.id)}>
                <RotateCw aria-hidden="true" className="size-4" /> {texts.again}
              </Button>
              <span className="text-sm text-faint">{texts.againHint}</span>
            </div>
          )}
          <p role="status" className="text-sm font-semibold text-good empty:hidden">
            {redeliver.isSuccess && texts.sentAgain}
          </p>
          {redeliver.error && (
            <p role="alert" className="text-sm font-medium text-bad">
              {errorMessage(redeliver.error)}
            </p>
          )}
        </div>
      </details>
    </li>
  );
}

function Attempts({ delivery: { attempt, attempts } }: { delivery: Delivery }) {
  const { log: texts, problems } = useTexts();
  const { exactly } = useMoments();
  if (attempts.length === 0) return <p className="text-sm text-muted">{texts.noAttempt}</p>;
  const first = attempt - attempts.length + 1;
  return (
    <div className="overflow-x-auto rounded-control bg-surface ring-1 ring-line" tabIndex={0} role="group" aria-label={texts.attempts(attempt)}>
      <table className="figures w-full text-sm">
        <thead className="text-faint">
          <tr>
            {[texts.attempt, texts.at, texts.answer, texts.took].map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-start font-semibold">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line align-top">
          {attempts.map(({ at, status, problem, took_ms }, i) => (
            <tr key={i}>
              <th scope="row" className="px-3 py-2 text-start font-normal">
                {first + i}
              </th>
              <td className="px-3 py-2 whitespace-nowrap">{exactly(at)}</td>
              <td className={problem === null ? "px-3 py-2 text-good" : "px-3 py-2 text-bad"}>
                {status !== null && <span className="font-mono">HTTP {status}</span>} {problem !== null && problems[problem]}
              </td>
              <td className="px-3 py-2 whitespace-nowrap">{texts.ms(took_ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
