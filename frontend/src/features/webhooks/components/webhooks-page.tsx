/** The organization's webhooks: where they lead, how they fare, and what can be done about it. */
import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Card, EmptyState } from "@/components/ui/surface";
import { UnconfirmedNotice } from "@/components/unconfirmed/unconfirmed-notice";
import { webhooksQuery } from "@/features/webhooks/api/webhooks";
import { EditWebhookDialog } from "@/features/webhooks/components/edit-webhook-dialog";
import { NewWebhookDialog } from "@/features/webhooks/components/new-webhook-dialog";
import { ShownSecret } from "@/features/webhooks/components/shown-secret";
import { WebhookRow } from "@/features/webhooks/components/webhook-row";
import { useTexts } from "@/features/webhooks/use-texts";
import type { Webhook } from "@/lib/api/schema";

const MOST = 10;

type Open = { readonly kind: "nothing" } | { readonly kind: "new" } | { readonly kind: "edit"; readonly webhook: Webhook } | { readonly kind: "secret"; readonly secret: string };

export function WebhooksPage() {
  const texts = useTexts();
  const webhooks = useQuery(webhooksQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = () => setOpen({ kind: "nothing" });
  const found = webhooks.data ?? [];
  const create = (
    <Button variant="primary" disabled={found.length >= MOST} title={found.length >= MOST ? texts.most : undefined} onClick={() => setOpen({ kind: "new" })}>
      <Plus aria-hidden="true" className="size-5" /> {texts.create}
    </Button>
  );
  return (
    <section aria-labelledby="webhooks-title">
      <div className="mb-5 flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-2xl">
          <h1 id="webhooks-title" className="text-title">
            {texts.title}
          </h1>
          <p className="mt-1 text-pretty text-muted">{texts.intro}</p>
        </div>
        {found.length > 0 && create}
      </div>
      <UnconfirmedNotice>{texts.unconfirmed}</UnconfirmedNotice>
      {webhooks.isPending && <RowsLoading rows={2} />}
      <FailedQuery query={webhooks} className="mb-4" />
      {webhooks.isSuccess && found.length === 0 && (
        <Card>
          <EmptyState icon={<WebhookIcon />} title={texts.empty} action={create}>
            {texts.emptyHint}
          </EmptyState>
        </Card>
      )}
      {found.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {found.map((webhook) => (
              <WebhookRow key={webhook.id} webhook={webhook} onEdit={() => setOpen({ kind: "edit", webhook })} onSecret={(secret) => setOpen({ kind: "secret", secret })} />
            ))}
          </ul>
        </Card>
      )}
      {open.kind === "new" && <NewWebhookDialog onClose={close} onMade={(secret) => setOpen({ kind: "secret", secret })} />}
      {open.kind === "edit" && <EditWebhookDialog webhook={open.webhook} onClose={close} />}
      {open.kind === "secret" && <ShownSecret secret={open.secret} onClose={close} />}
    </section>
  );
}
