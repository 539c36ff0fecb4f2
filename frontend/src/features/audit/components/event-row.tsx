/** One event: a line that opens into all that is known about it. */
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, FileText, ImageIcon, KeyRound, Landmark, LogIn, type LucideIcon, Mail, RadioTower, Table2, UserRound, Users, Webhook } from "lucide-react";
import { EventDetails } from "@/features/audit/components/event-details";
import { type Family, familyOf } from "@/features/audit/families";
import { useTexts } from "@/features/audit/use-texts";
import { apiKeysQuery } from "@/lib/api/api-keys";
import { useMay } from "@/lib/api/me";
import { useMemberName } from "@/lib/api/members";
import type { AuditEvent } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

const ICONS: Record<Family, LucideIcon> = {
  member: Users, invitation: Mail, organization: Landmark, survey: FileText, session: RadioTower, results: Table2, participant: UserRound, image: ImageIcon, api_key: KeyRound, webhook: Webhook, account: LogIn,
};

interface EventRowProps {
  event: AuditEvent;
  onTarget: (target: string) => void;
}

export function EventRow({ event, onTarget }: EventRowProps) {
  const texts = useTexts();
  const { when } = useMoments();
  const nameOf = useActorName();
  const Icon = ICONS[familyOf(event.action)];
  const actor = nameOf(event.actor);
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none items-center gap-4 px-4 py-3 -outline-offset-2 transition group-first:rounded-t-card hover:bg-sunken/60 sm:px-5 [&::-webkit-details-marker]:hidden">
          <span aria-hidden="true" className="grid size-9 shrink-0 place-items-center rounded-[0.625rem] bg-brand-soft text-brand">
            <Icon className="size-4.5" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block font-semibold">{texts.actions[event.action] ?? event.action}</span>
            <span className="block truncate text-sm text-muted">{actor}</span>
          </span>
          <time dateTime={event.at} className="figures max-w-24 text-end text-sm text-faint sm:max-w-none">
            {when(event.at)}
          </time>
          <ChevronRight aria-hidden="true" className="size-5 shrink-0 text-faint transition group-open:rotate-90" />
        </summary>
        <EventDetails event={event} actor={actor} onTarget={onTarget} />
      </details>
    </li>
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
