/** Making a webhook. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/surface";
import { useCreateWebhook } from "@/features/webhooks/api/webhooks";
import { NEW_WEBHOOK, WebhookFields } from "@/features/webhooks/components/webhook-fields";
import { useTexts } from "@/features/webhooks/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { usePhrases } from "@/lib/i18n/phrases";

export function NewWebhookDialog({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const texts = useTexts().form;
  const phrases = usePhrases();
  const [draft, setDraft] = useState(NEW_WEBHOOK);
  const create = useCreateWebhook();
  const problem = create.error instanceof ApiError ? create.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(draft, { onSuccess: ({ secret }) => onMade(secret) });
  };
  return (
    <Dialog open onOpenChange={onClose} title={texts.create}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {create.error && !problem?.about("url") && <Notice tone="bad">{errorMessage(create.error)}</Notice>}
        <WebhookFields draft={draft} problem={problem} onChange={setDraft} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{phrases.cancel}</Button>
          <Button type="submit" variant="primary" busy={create.isPending} disabled={draft.events.length === 0}>
            {texts.submitNew}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
