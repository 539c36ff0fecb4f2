/** An API key in the list. */
import { KeyRound, Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Badge } from "@/components/ui/surface";
import { useRevokeApiKey } from "@/features/api-keys/api/api-keys";
import { useTexts } from "@/features/api-keys/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMemberName } from "@/lib/api/members";
import type { ApiKey } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNow } from "@/lib/use-now";

export function ApiKeyRow({ apiKey }: { apiKey: ApiKey }) {
  const texts = useTexts();
  const { distance, day } = useMoments();
  const now = useNow(60_000);
  const nameOf = useMemberName();
  const revoke = useRevokeApiKey();
  const { id, name, scopes, last_used_at, expires_at, created_by, made_by } = apiKey;
  const made = (when: string) => {
    if (made_by === null) return texts.madeByKey(when);
    return created_by === made_by ? texts.madeBy(nameOf(made_by), when) : texts.madeByKeyOf(nameOf(made_by), when);
  };
  const isExpired = expires_at !== null && Date.parse(expires_at) <= now;
  return (
    <li className="flex items-start gap-4 px-5 py-4" aria-busy={revoke.isPending || undefined}>
      <span aria-hidden="true" className="grid size-10 shrink-0 place-items-center rounded-[0.625rem] bg-brand-soft text-brand">
        <KeyRound className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          <bdi className="break-words">{name}</bdi>
          {expires_at === null ? <Badge tone="mark">{texts.noExpiry}</Badge> : isExpired ? <Badge tone="bad">{texts.expired}</Badge> : <Badge>{texts.expires(day(expires_at))}</Badge>}
        </p>
        <p className="text-sm text-muted">
          <span className={last_used_at ? "font-semibold text-good" : ""}>{last_used_at ? texts.lastUsed(distance(last_used_at, now)) : texts.neverUsed}</span>
          <span className="text-faint"> · {made(distance(apiKey.created_at, now))}</span>
        </p>
        <ul aria-label={texts.scopes(scopes.length)} className="mt-2 flex flex-wrap gap-1.5">
          {scopes.map((scope) => (
            <li key={scope} className="rounded-md bg-sunken px-2 py-0.5 font-mono text-2xs text-muted">
              {scope}
            </li>
          ))}
        </ul>
        {revoke.error && (
          <p role="alert" className="mt-1 text-sm font-medium text-bad">
            {errorMessage(revoke.error)}
          </p>
        )}
      </div>
      <ConfirmDialog
        trigger={<IconButton label={texts.revokeOf(name)} icon={<Trash2 className="size-4.5" />} busy={revoke.isPending} />}
        title={texts.revokeTitle(name)}
        description={texts.revokeText}
        confirm={texts.revoke}
        onConfirm={() => revoke.mutate(id)}
      />
    </li>
  );
}
