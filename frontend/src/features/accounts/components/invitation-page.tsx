/** Where the mail of an invitation leads: joining with the account one has, or with a new one. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice, Skeleton } from "@/components/ui/surface";
import { invitationQuery, useAcceptInvitation } from "@/features/accounts/api/invitation";
import { useLogOut } from "@/features/accounts/api/login";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { InvitedForm } from "@/features/accounts/components/invited-form";
import { useInvitationToken } from "@/features/accounts/invitation-token";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { meQuery } from "@/lib/api/me";
import type { InvitationPreview, Me } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function InvitationPage() {
  const token = useInvitationToken();
  const texts = useTexts().invitation;
  const phrases = usePhrases();
  const invitation = useQuery({ ...invitationQuery(token), enabled: token !== "" });
  const me = useQuery(meQuery);

  if (token === "" || isGone(invitation.error))
    return (
      <AccountFrame title={texts.goneTitle} intro={texts.goneIntro}>
        <ButtonLink to="/login" size="lg" className="w-full">
          {texts.toLogin}
        </ButtonLink>
      </AccountFrame>
    );
  const error = invitation.error ?? me.error;
  if (error)
    return (
      <AccountFrame title={texts.failed} intro={errorMessage(error)}>
        <Button size="lg" className="w-full" onClick={() => void Promise.all([invitation.refetch(), me.refetch()])}>
          {phrases.tryAgain}
        </Button>
      </AccountFrame>
    );
  if (!invitation.data || me.data === undefined)
    return (
      <AccountFrame title={texts.loadingTitle} intro={texts.loadingIntro}>
        <span role="status" aria-label={phrases.loading} className="flex flex-col gap-4">
          <Skeleton className="h-11" />
          <Skeleton className="h-14" />
        </span>
      </AccountFrame>
    );
  const { organization, role, email, account_exists } = invitation.data;
  return (
    <AccountFrame title={texts.title(organization)} intro={texts.intro(phrases.roles[role], email)}>
      {account_exists ? <WithAccount token={token} invitation={invitation.data} me={me.data} /> : <InvitedForm token={token} email={email} me={me.data} />}
    </AccountFrame>
  );
}

interface WithAccountProps {
  token: string;
  invitation: InvitationPreview;
  me: Me | null;
}

function WithAccount({ token, invitation, me }: WithAccountProps) {
  const texts = useTexts().invitation;
  const accept = useAcceptInvitation();
  const logOut = useLogOut();
  const navigate = useNavigate();
  const toLogin = () => void navigate("/login", { state: { from: "/invitation" } });
  if (me?.user.email === invitation.email)
    return (
      <div className="flex flex-col gap-5">
        {accept.error ? <Notice tone="bad">{errorMessage(accept.error)}</Notice> : <Notice>{texts.loggedInAs(me.user.name)}</Notice>}
        <Button variant="primary" size="lg" busy={accept.isPending} onClick={() => accept.mutate(token)}>
          {texts.accept}
        </Button>
      </div>
    );
  if (me)
    return (
      <div className="flex flex-col gap-5">
        {logOut.error && <Notice tone="bad">{errorMessage(logOut.error)}</Notice>}
        <Notice tone="mark">{texts.otherAccount(me.user.email, invitation.email)}</Notice>
        <Button variant="primary" size="lg" busy={logOut.isPending} onClick={() => logOut.mutate(undefined, { onSuccess: toLogin })}>
          {texts.changeAccount}
        </Button>
      </div>
    );
  return (
    <div className="flex flex-col gap-5">
      <p className="text-pretty">{texts.hasAccount}</p>
      <Button variant="primary" size="lg" onClick={toLogin}>
        {texts.logIn}
      </Button>
    </div>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
