/** The log of a webhook: what was sent, how often it was tried, and what came back. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft, Inbox } from "lucide-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { SelectField } from "@/components/ui/field";
import { PagedRows } from "@/components/ui/paged-rows";
import { deliveriesQuery } from "@/features/webhooks/api/deliveries";
import { webhookQuery } from "@/features/webhooks/api/webhooks";
import { DeliveryRow } from "@/features/webhooks/components/delivery-row";
import { useTexts } from "@/features/webhooks/use-texts";
import type { Delivery } from "@/lib/api/schema";

const STATES: readonly Delivery["state"][] = ["queued", "delivered", "dead", "skipped"];

export function DeliveriesPage() {
  const { webhookId = "" } = useParams();
  const texts = useTexts().log;
  const [state, setState] = useState<Delivery["state"] | null>(null);
  const webhook = useQuery(webhookQuery(webhookId));
  const deliveries = useInfiniteQuery(deliveriesQuery(webhookId, state));
  return (
    <section aria-labelledby="deliveries-title">
      <Link to="/app/organization/webhooks" className="inline-flex min-h-9 items-center gap-1.5 text-sm font-semibold text-brand">
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" /> {texts.back}
      </Link>
      <h1 id="deliveries-title" className="mb-5 text-title wrap-anywhere">
        {texts.title(webhook.data?.url ?? "…")}
      </h1>
      <SelectField frame="mb-4 max-w-52" label={texts.state} value={state ?? ""} onChange={(event) => setState(STATES.find((one) => one === event.target.value) ?? null)}>
        <option value="">{texts.all}</option>
        {STATES.map((one) => (
          <option key={one} value={one}>
            {texts.states[one]}
          </option>
        ))}
      </SelectField>
      <PagedRows query={deliveries} placeholders={4} empty={{ icon: <Inbox />, title: texts.empty, hint: texts.emptyHint }} row={(delivery) => <DeliveryRow key={delivery.id} webhook={webhookId} delivery={delivery} />} />
    </section>
  );
}
