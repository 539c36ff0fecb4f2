/** Who was invited, the newest first, and what became of it. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { MailPlus, RotateCw, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Badge, type Tone } from "@/components/ui/surface";
import { invitationsQuery, useResendInvitation, useRevokeInvitation } from "@/features/organizations/api/members";
import { PagedRows } from "@/components/ui/paged-rows";
import { useTexts } from "@/features/organizations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMemberName } from "@/lib/api/members";
import type { Invitation } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";
import { useNow } from "@/lib/use-now";

export function InvitationsList() {
  const texts = useTexts().invitations;
  const invitations = useInfiniteQuery(invitationsQuery);
  return (
    <section aria-labelledby="invitations-title">
      <h2 id="invitations-title" className="mb-5 text-title">
        {texts.title}
      </h2>
      <PagedRows
        query={invitations}
        placeholders={2}
        empty={{ icon: <MailPlus />, title: texts.empty, hint: texts.emptyHint }}
        row={(invitation) => <InvitationRow key={invitation.id} invitation={invitation} />}
      />
    </section>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const texts = useTexts().invitations;
  const { roles } = usePhrases();
  const { distance } = useMoments();
  const now = useNow(60_000);
  const nameOf = useMemberName();
  const resend = useResendInvitation();
  const revoke = useRevokeInvitation();
  const { id, email, role, status } = invitation;
  const isExpired = status === "open" && Date.parse(invitation.expires_at) <= now;
  const isBusy = resend.isPending || revoke.isPending;
  const problem = resend.error ?? revoke.error;
  const look: [Tone, string] =
    status === "accepted" ? ["good", texts.accepted] : status === "revoked" ? ["neutral", texts.revoked] : isExpired ? ["mark", texts.expired] : ["brand", texts.expires(distance(invitation.expires_at, now))];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold break-words">{email}</p>
        <p className="text-sm text-faint">
          {roles[role]} · {texts.invitedBy(nameOf(invitation.invited_by), distance(invitation.created_at, now))}
        </p>
        <p role="status" className="text-sm font-semibold text-good empty:hidden">
          {resend.isSuccess && texts.resent}
        </p>
        {problem && (
          <p role="alert" className="text-sm font-medium text-bad">
            {errorMessage(problem)}
          </p>
        )}
      </div>
      <Badge tone={look[0]}>{look[1]}</Badge>
      {status === "open" && (
        <span className="flex items-center gap-1">
          <Button size="sm" busy={resend.isPending} unavailable={isBusy} aria-label={texts.resendTo(email)} onClick={() => resend.mutate(id)}>
            <RotateCw aria-hidden="true" className="size-4" /> {texts.resend}
          </Button>
          <ConfirmDialog
            trigger={<IconButton label={texts.revokeOf(email)} icon={<Trash2 className="size-4.5" />} unavailable={isBusy} />}
            title={texts.revokeTitle(email)}
            description={texts.revokeText}
            confirm={texts.revoke}
            onConfirm={() => revoke.mutate(id)}
          />
        </span>
      )}
    </li>
  );
}
