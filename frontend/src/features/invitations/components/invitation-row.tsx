/** Somebody who is invited: how far they are, their link, and the way to take the invitation back. */
import { Link2, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { Initials } from "@/components/ui/initials";
import { Badge, type Tone } from "@/components/ui/surface";
import { useRemove, useShowLink } from "@/features/invitations/api/invitations";
import { useTexts } from "@/features/invitations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { SessionInvitation } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

const TONES: Record<NonNullable<SessionInvitation["status"]>, Tone> = { invited: "neutral", joined: "brand", done: "good" };

export function InvitationRow({ session, invitation }: { session: string; invitation: SessionInvitation }) {
  const texts = useTexts();
  const { day } = useMoments();
  const show = useShowLink(session);
  const remove = useRemove(session);
  const { id, email, name, status, language, timezone, mail_problem } = invitation;
  const problem = show.error ?? remove.error;
  return (
    <li className="px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Initials name={name ?? email} />
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-semibold break-words"><bdi>{name ?? email}</bdi></p>
          <p className="text-sm break-words text-faint">{[name && email, language, timezone, texts.invitedOn(day(invitation.created_at))].filter(Boolean).join(" · ")}</p>
          {problem && (
            <p role="alert" className="text-sm font-medium text-bad">
              {errorMessage(problem)}
            </p>
          )}
        </div>
        {mail_problem && <Badge tone="bad">{texts.problem[mail_problem]}</Badge>}
        {status === null ? <Badge title={texts.hiddenHint}>{texts.status.hidden}</Badge> : <Badge tone={TONES[status]}>{texts.status[status]}</Badge>}
        <span className="flex items-center gap-1">
          <Button size="sm" busy={show.isPending} unavailable={show.isSuccess} aria-label={texts.link.of(email)} onClick={() => show.mutate(id)}>
            <Link2 aria-hidden="true" className="size-4" /> {texts.link.show}
          </Button>
          <ConfirmDialog
            trigger={<IconButton label={texts.remove.of(email)} icon={<Trash2 className="size-4.5" />} unavailable={remove.isPending} />}
            title={texts.remove.title(email)}
            description={texts.remove.text}
            confirm={texts.remove.action}
            onConfirm={() => remove.mutate(id)}
          />
        </span>
      </div>
      {show.data && (
        <div className="mt-3">
          <div className="flex items-center gap-2 rounded-control bg-sunken p-2 ps-4">
            <code aria-label={texts.link.label(email)} className="min-w-0 flex-1 font-mono text-sm break-all select-all">
              {show.data.url}
            </code>
            <CopyButton text={show.data.url} />
          </div>
          <p className="mt-1.5 text-sm text-faint">{texts.link.note}</p>
        </div>
      )}
    </li>
  );
}
