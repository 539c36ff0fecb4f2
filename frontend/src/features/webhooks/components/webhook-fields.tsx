/** What a webhook is: its address, what it is for, and what it is told of. */
import { useId } from "react";
import { TextField } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { useTexts } from "@/features/webhooks/use-texts";
import type { ApiError } from "@/lib/api/client";
import type { Webhook, WebhookEdit } from "@/lib/api/schema";

export type WebhookDraft = Required<WebhookEdit>;
type EventType = Webhook["events"][number];

const EVENT_TYPES: readonly EventType[] = ["session.started", "session.ended", "survey.published"];

export const NEW_WEBHOOK: WebhookDraft = { url: "https://", description: "", events: [...EVENT_TYPES], enabled: true };

interface WebhookFieldsProps {
  draft: WebhookDraft;
  problem: ApiError | null;
  onChange: (draft: WebhookDraft) => void;
}

export function WebhookFields({ draft, problem, onChange }: WebhookFieldsProps) {
  const texts = useTexts().form;
  const change = (changed: Partial<WebhookDraft>) => onChange({ ...draft, ...changed });
  return (
    <>
      <TextField label={texts.url} hint={texts.urlHint} type="url" inputMode="url" autoComplete="off" required maxLength={2000} autoFocus error={problem?.about("url")} value={draft.url} onChange={(event) => change({ url: event.target.value })} />
      <TextField label={texts.description} maxLength={200} error={problem?.about("description")} value={draft.description} onChange={(event) => change({ description: event.target.value })} />
      <EventsField value={draft.events} onChange={(events) => change({ events })} />
      <div>
        <Switch label={texts.enabled} checked={draft.enabled} onChange={(enabled) => change({ enabled })} />
        {!draft.enabled && <p className="mt-1.5 text-sm text-faint">{texts.offHint}</p>}
      </div>
    </>
  );
}

function EventsField({ value, onChange }: { value: readonly EventType[]; onChange: (events: EventType[]) => void }) {
  const { form: texts, events } = useTexts();
  const id = useId();
  const toggle = (type: EventType, isOn: boolean) => onChange(EVENT_TYPES.filter((one) => (one === type ? isOn : value.includes(one))));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-semibold">{texts.events}</legend>
      <div className="flex flex-col gap-1 rounded-control px-3.5 py-2 ring-1 ring-line-strong/60 ring-inset">
        {EVENT_TYPES.map((type) => (
          <label key={type} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input type="checkbox" className="size-5 shrink-0 accent-brand" aria-label={events[type].name} aria-describedby={`${id}-${type}`} checked={value.includes(type)} onChange={(event) => toggle(type, event.target.checked)} />
            <span>
              <span className="block font-semibold">
                {events[type].name} <code className="font-mono text-sm font-normal text-faint">{type}</code>
              </span>
              <span id={`${id}-${type}`} className="block text-sm text-muted">
                {events[type].hint}
              </span>
            </span>
          </label>
        ))}
      </div>
      {value.length === 0 && <p className="mt-1.5 text-sm font-medium text-bad">{texts.eventsHint}</p>}
    </fieldset>
  );
}
