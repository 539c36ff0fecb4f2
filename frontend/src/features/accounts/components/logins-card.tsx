/** Where the account is logged in. */
import { useQuery } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Badge, Notice, Skeleton } from "@/components/ui/surface";
import { loginsQuery, useRevokeLogin, useRevokeOtherLogins } from "@/features/accounts/api/security";
import { SubjectCard } from "@/components/ui/subject-card";
import { deviceName } from "@/features/accounts/device-name";
import { errorMessage } from "@/lib/api/error-message";
import type { StandingLogin } from "@/lib/api/schema";

export function LoginsCard() {
  const logins = useQuery(loginsQuery);
  const revokeOthers = useRevokeOtherLogins();
  const others = logins.data?.filter((login) => !login.current).length ?? 0;
  return (
    <SubjectCard
      title="Logins"
      intro="Every browser and program that is logged in as you. End what you do not know, then change your password."
      action={
        others > 0 && (
          <ConfirmDialog
            trigger={<Button busy={revokeOthers.isPending}>End all others</Button>}
            title="End all other logins?"
            description="Everything that is logged in as you, except this browser, must log in again."
            confirm="End them"
            onConfirm={() => revokeOthers.mutate(undefined)}
          />
        )
      }
    >
      {logins.isPending && <Skeleton className="h-16" />}
      {logins.isError && <Notice tone="bad">{errorMessage(logins.error)}</Notice>}
      <ul className="flex flex-col divide-y divide-line">
        {logins.data?.map((login) => (
          <LoginRow key={login.id} login={login} />
        ))}
      </ul>
    </SubjectCard>
  );
}

const WHEN = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

function LoginRow({ login }: { login: StandingLogin }) {
  const revoke = useRevokeLogin();
  const { name, isPhone } = deviceName(login.user_agent);
  const Icon = isPhone ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-4 py-3">
      <Icon aria-hidden="true" className="size-6 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name}
          {login.current && <Badge tone="brand">This browser</Badge>}
        </p>
        <p className="text-sm text-muted">
          Since {WHEN.format(new Date(login.created_at))} · last used {WHEN.format(new Date(login.last_used_at))} · {login.network}
        </p>
        {revoke.error && <p className="text-sm font-medium text-bad">{errorMessage(revoke.error)}</p>}
      </div>
      {!login.current && (
        <Button size="sm" busy={revoke.isPending} aria-label={`End the login of ${name}`} onClick={() => revoke.mutate(login.id)}>
          End
        </Button>
      )}
    </li>
  );
}
