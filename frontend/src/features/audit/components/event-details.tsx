/** What an event changed, and what proves it. */
import { ListFilter } from "lucide-react";
import { Button } from "@/components/ui/button";
import { changesOf } from "@/features/audit/changes";
import { useTexts } from "@/features/audit/use-texts";
import type { AuditEvent } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

interface EventDetailsProps {
  event: AuditEvent;
  actor: string;
  onTarget: (target: string) => void;
}

export function EventDetails({ event, actor, onTarget }: EventDetailsProps) {
  const texts = useTexts();
  const { exactly } = useMoments();
  const facts = [
    [texts.facts.at, exactly(event.at)],
    [texts.facts.actor, actor === event.actor ? actor : `${actor} (${event.actor})`],
    [texts.facts.target, event.target],
    [texts.facts.login, event.login],
    [texts.facts.address, event.address],
    [texts.facts.request, event.request],
    [texts.facts.number, String(event.number)],
    [texts.facts.hash, event.hash],
  ] as const;
  return (
    <div className="flex flex-col gap-4 border-t border-line bg-sunken/50 px-4 py-4 sm:ps-18 sm:pe-5">
      <Changes event={event} />
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2">
        {facts.map(
          ([name, value]) =>
            value !== "" && (
              <div key={name} className={name === texts.facts.hash ? "min-w-0 sm:col-span-2" : "min-w-0"}>
                <dt className="text-faint">{name}</dt>
                <dd className="font-mono break-all">{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Button size="sm" className="self-start" onClick={() => onTarget(event.target)}>
        <ListFilter aria-hidden="true" className="size-4" /> {texts.onlyThis}
      </Button>
    </div>
  );
}

function Changes({ event }: { event: AuditEvent }) {
  const texts = useTexts();
  const changes = changesOf(event.before, event.after);
  if (changes.length === 0) return <p className="text-sm text-muted">{texts.noChange}</p>;
  return (
    <div className="overflow-x-auto rounded-control bg-surface ring-1 ring-line" tabIndex={0} role="group" aria-label={texts.details}>
      <table className="w-full text-sm">
        <thead className="text-start text-faint">
          <tr>
            {[texts.field, texts.before, texts.after].map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-start font-semibold">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line align-top">
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row" className="px-3 py-2 text-start font-mono font-normal">
                {field}
              </th>
              <td className="px-3 py-2 break-words text-bad">{before === null ? <span className="text-faint">{texts.nothing}</span> : <del className="decoration-bad/40"><bdi>{before}</bdi></del>}</td>
              <td className="px-3 py-2 break-words text-good">{after === null ? <span className="text-faint">{texts.nothing}</span> : <ins className="no-underline"><bdi>{after}</bdi></ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
