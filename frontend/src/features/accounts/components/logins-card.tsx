/** Where the account is logged in. */
import { useQuery } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FailedQuery } from "@/components/ui/failed-query";
import { Badge, Notice, Skeleton } from "@/components/ui/surface";
import { loginsQuery, useRevokeLogin, useRevokeOtherLogins } from "@/features/accounts/api/security";
import { SubjectCard } from "@/components/ui/subject-card";
import { deviceOf } from "@/features/accounts/device";
import { useTexts } from "@/features/accounts/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { StandingLogin } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

export function LoginsCard() {
  const texts = useTexts().logins;
  const logins = useQuery(loginsQuery);
  const revokeOthers = useRevokeOtherLogins();
  const others = logins.data?.filter((login) => !login.current).length ?? 0;
  return (
    <SubjectCard
      title={texts.title}
      intro={texts.intro}
      action={
        others > 0 && (
          <ConfirmDialog
            trigger={<Button busy={revokeOthers.isPending}>{texts.endOthers}</Button>}
            title={texts.endOthersTitle}
            description={texts.endOthersText}
            confirm={texts.endOthersConfirm}
            onConfirm={() => revokeOthers.mutate(undefined)}
          />
        )
      }
    >
      {logins.isPending && <Skeleton className="h-16" />}
      <FailedQuery query={logins} />
      {revokeOthers.error && <Notice tone="bad">{errorMessage(revokeOthers.error)}</Notice>}
      <ul className="flex flex-col divide-y divide-line">
        {logins.data?.map((login) => (
          <LoginRow key={login.id} login={login} />
        ))}
      </ul>
    </SubjectCard>
  );
}

function LoginRow({ login }: { login: StandingLogin }) {
  const texts = useTexts().logins;
  const { when } = useMoments();
  const revoke = useRevokeLogin();
  const { program, system, isPhone } = deviceOf(login.user_agent);
  const name = texts.device(program, system);
  const Icon = isPhone ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-4 py-3">
      <Icon aria-hidden="true" className="size-6 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name}
          {login.current && <Badge tone="brand">{texts.here}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {texts.times(when(login.created_at), when(login.last_used_at))} · {login.network}
        </p>
        {revoke.error && <p className="text-sm font-medium text-bad">{errorMessage(revoke.error)}</p>}
      </div>
      {!login.current && (
        <Button size="sm" busy={revoke.isPending} aria-label={texts.endOf(name)} onClick={() => revoke.mutate(login.id)}>
          {texts.end}
        </Button>
      )}
    </li>
  );
}
