/** One event: a line that opens into all that is known about it. */
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Cog, FileText, ImageIcon, KeyRound, Landmark, LogIn, type LucideIcon, Mail, RadioTower, Table2, UserRound, Users, Webhook } from "lucide-react";
import { clsx } from "clsx";
import type { Burst } from "@/features/audit/bursts";
import { EventDetails } from "@/features/audit/components/event-details";
import { type Family, familyOf } from "@/features/audit/families";
import { useTexts } from "@/features/audit/use-texts";
import { apiKeysQuery } from "@/lib/api/api-keys";
import { useMay } from "@/lib/api/me";
import { useMemberName } from "@/lib/api/members";
import type { AuditEvent } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

const ICONS: Record<Family, LucideIcon> = {
  member: Users,
  invitation: Mail,
  organization: Landmark,
  survey: FileText,
  session: RadioTower,
  results: Table2,
  participant: UserRound,
  image: ImageIcon,
  api_key: KeyRound,
  webhook: Webhook,
  job: Cog,
  account: LogIn,
};

interface EventRowProps {
  event: AuditEvent;
  onTarget: (target: string) => void;
}

export function EventRow({ event, onTarget }: EventRowProps) {
  const nameOf = useActorName();
  const actor = nameOf(event.actor);
  return (
    <li>
      <details className="group/event">
        <Summary event={event} actor={actor} className="group-open/event:[&>svg]:rotate-90" />
        <EventDetails event={event} actor={actor} onTarget={onTarget} />
      </details>
    </li>
  );
}

/** Several saves as one line, which opens into each of them. */
export function BurstRow({ burst, onTarget }: { burst: Burst; onTarget: (target: string) => void }) {
  const texts = useTexts();
  const nameOf = useActorName();
  const [newest] = burst;
  if (burst.length === 1) return <EventRow event={newest} onTarget={onTarget} />;
  return (
    <li>
      <details className="group/burst">
        <Summary event={newest} actor={`${nameOf(newest.actor)} · ${texts.saves(burst.length)}`} since={burst.at(-1)!.at} className="group-open/burst:[&>svg]:rotate-90" />
        <ol className="divide-y divide-line border-t border-line ps-4 sm:ps-8">
          {burst.map((event) => (
            <EventRow key={event.id} event={event} onTarget={onTarget} />
          ))}
        </ol>
      </details>
    </li>
  );
}

interface SummaryProps {
  event: AuditEvent;
  actor: string;
  /** When the first of several was. */
  since?: string;
  className: string;
}

function Summary({ event, actor, since, className }: SummaryProps) {
  const texts = useTexts();
  const { when } = useMoments();
  const Icon = ICONS[familyOf(event.action)];
  return (
    <summary className={clsx("flex cursor-pointer list-none items-center gap-4 px-4 py-3 -outline-offset-2 transition hover:bg-sunken/60 sm:px-5 [&::-webkit-details-marker]:hidden", className)}>
      <span aria-hidden="true" className="grid size-9 shrink-0 place-items-center rounded-[0.625rem] bg-brand-soft text-brand">
        <Icon className="size-4.5" />
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-x-4 sm:flex-row sm:items-center">
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{texts.actions[event.action] ?? event.action}</span>
          <span className="block truncate text-sm text-muted">{actor}</span>
        </span>
        <span className="figures text-sm text-faint sm:text-end">
          {since !== undefined && <><time dateTime={since}>{when(since)}</time> – </>}
          <time dateTime={event.at}>{when(event.at)}</time>
        </span>
      </span>
      <ChevronRight aria-hidden="true" className="size-5 shrink-0 text-faint transition rtl:rotate-180" />
    </summary>
  );
}

function useActorName(): (actor: string) => string {
  const texts = useTexts();
  const memberName = useMemberName();
  const { data: keys } = useQuery({ ...apiKeysQuery, enabled: useMay("api_keys:manage") });
  return (actor) => {
    if (actor === "system") return texts.system;
    const key = keys?.find(({ id }) => id === actor);
    return key ? texts.apiKey(key.name) : memberName(actor);
  };
}
