/** Changing a webhook; where somebody else was first, nothing is overwritten unasked. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Conflict, TheirsOrMine } from "@/components/ui/conflict";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/surface";
import { useEditWebhook, webhookQuery } from "@/features/webhooks/api/webhooks";
import { WebhookFields } from "@/features/webhooks/components/webhook-fields";
import { useTexts } from "@/features/webhooks/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { Webhook } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function EditWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const texts = useTexts().form;
  const phrases = usePhrases();
  const client = useQueryClient();
  const [draft, setDraft] = useState({ url: webhook.url, description: webhook.description, events: webhook.events, enabled: webhook.enabled });
  const [theirs, setTheirs] = useState<Webhook | null>(null);
  const saver = useRef<HTMLButtonElement>(null);
  const edit = useEditWebhook(webhook.id);
  const problem = edit.error instanceof ApiError ? edit.error : null;
  const save = (basedOn: number) =>
    edit.mutate(
      { edit: draft, basedOn },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error instanceof ApiError && error.status === 412) void client.fetchQuery({ ...webhookQuery(webhook.id), staleTime: 0 }).then(setTheirs);
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(webhook.version);
  };
  return (
    <Dialog open onOpenChange={onClose} title={texts.edit}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {edit.error && problem?.status !== 412 && !problem?.about("url") && <Notice tone="bad">{errorMessage(edit.error)}</Notice>}
        <WebhookFields draft={draft} problem={problem} onChange={setDraft} />
        {theirs && (
          <Conflict
            title={texts.conflict}
            hint={texts.conflictHint(theirs.url)}
            onward={saver}
            choices={<TheirsOrMine theirs={texts.keepTheirs} onTheirs={onClose} mine={texts.saveMine} onMine={() => save(theirs.version)} busy={edit.isPending} />}
          />
        )}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{phrases.cancel}</Button>
          <Button ref={saver} type="submit" variant="primary" busy={edit.isPending && !theirs} disabled={draft.events.length === 0} unavailable={theirs !== null}>
            {texts.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
