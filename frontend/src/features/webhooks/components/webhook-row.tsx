/** One webhook: where it leads, whether it works, a test, its log. */
import { KeyRound, List, Pencil, Send, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Badge, Notice } from "@/components/ui/surface";
import { useDeleteWebhook, useRenewSecret, useTestWebhook } from "@/features/webhooks/api/webhooks";
import { useTexts } from "@/features/webhooks/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { TestedWebhook, Webhook } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

interface WebhookRowProps {
  webhook: Webhook;
  onEdit: () => void;
  onSecret: (secret: string) => void;
}

export function WebhookRow({ webhook, onEdit, onSecret }: WebhookRowProps) {
  const { actions, secret: secretTexts } = useTexts();
  const { id, url, description } = webhook;
  const test = useTestWebhook();
  const renew = useRenewSecret();
  const remove = useDeleteWebhook();
  const problem = test.error ?? renew.error ?? remove.error;
  return (
    <li className="flex flex-col gap-3 px-5 py-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-mono text-[0.9375rem] font-semibold break-all">{url}</p>
          {description !== "" && <p dir="auto" className="text-start text-sm text-muted">{description}</p>}
          <p className="mt-1 flex flex-wrap gap-x-3 font-mono text-2xs text-faint">{webhook.events.map((type) => <span key={type}>{type}</span>)}</p>
        </div>
        <Standing webhook={webhook} />
      </div>
      {problem && <Notice tone="bad">{errorMessage(problem)}</Notice>}
      {test.data && <TestResult tested={test.data} />}
      <div className="flex flex-wrap items-center gap-1.5">
        <Button size="sm" busy={test.isPending} onClick={() => test.mutate(id)}>
          <Send aria-hidden="true" className="size-4" /> {actions.test}
        </Button>
        <ButtonLink size="sm" to={`/app/organization/webhooks/${id}`}>
          <List aria-hidden="true" className="size-4" /> {actions.log}
        </ButtonLink>
        <Button size="sm" aria-label={actions.editOf(url)} onClick={onEdit}>
          <Pencil aria-hidden="true" className="size-4" /> {actions.edit}
        </Button>
        <ConfirmDialog
          trigger={
            <Button size="sm" busy={renew.isPending}>
              <KeyRound aria-hidden="true" className="size-4" /> {secretTexts.renew}
            </Button>
          }
          title={secretTexts.renewTitle}
          description={secretTexts.renewText}
          confirm={secretTexts.renew}
          onConfirm={() => renew.mutate(id, { onSuccess: ({ secret }) => onSecret(secret) })}
        />
        <ConfirmDialog trigger={<IconButton label={actions.removeOf(url)} icon={<Trash2 className="size-4.5" />} unavailable={remove.isPending} />} title={actions.removeTitle} description={actions.removeText} confirm={actions.remove} onConfirm={() => remove.mutate(id)} />
      </div>
    </li>
  );
}

function Standing({ webhook: { enabled, disabled, failing_since } }: { webhook: Webhook }) {
  const texts = useTexts();
  const { when } = useMoments();
  if (!enabled) return <Badge tone={disabled === "by_member" || disabled === null ? "neutral" : "bad"}>{texts.off[disabled ?? "by_member"]}</Badge>;
  return failing_since === null ? <Badge tone="good">{texts.on}</Badge> : <Badge tone="mark">{texts.failing(when(failing_since))}</Badge>;
}

function TestResult({ tested: { delivered, problem, status, took_ms } }: { tested: TestedWebhook }) {
  const texts = useTexts();
  if (delivered) return <Notice tone="good">{texts.tested.delivered(took_ms)}</Notice>;
  return (
    <Notice tone="bad" title={texts.tested.failed}>
      {problem !== null && texts.problems[problem]} {status !== null && <span className="font-mono">HTTP {status}</span>}
    </Notice>
  );
}
