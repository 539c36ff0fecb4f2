/** Where the answer is, no more and no less than this phone knows. */
import { BadgeCheck, CircleX, Clock, Send } from "lucide-react";
import type { Delivery } from "@/lib/outbox/submission";
import { shortReceipt } from "@/lib/wording";

interface DeliveryNoteProps {
  delivery: Delivery;
  /** The answer was taken back. */
  isRetracted?: boolean;
}

export function DeliveryNote({ delivery, isRetracted = false }: DeliveryNoteProps) {
  return (
    <div role="status" className="min-h-6 text-[0.9375rem]" data-delivery={delivery.state}>
      <Words delivery={delivery} isRetracted={isRetracted} />
    </div>
  );
}

function Words({ delivery, isRetracted }: Required<DeliveryNoteProps>) {
  switch (delivery.state) {
    case "none":
      return null;
    case "waiting":
      return (
        <p className="flex items-center gap-2 font-semibold text-mark-ink">
          <Clock aria-hidden="true" className="size-4.5" /> Waiting on this phone
        </p>
      );
    case "sent":
      return (
        <p className="flex items-center gap-2 font-semibold text-muted">
          <Send aria-hidden="true" className="size-4.5" /> Sent, not yet confirmed
        </p>
      );
    case "stored":
      return (
        <p className="flex flex-wrap items-center gap-x-2 font-semibold text-good">
          <BadgeCheck aria-hidden="true" className="size-5" /> {isRetracted ? "Taken back" : "Stored"}
          {delivery.receipt && (
            <span className="ml-auto font-mono text-sm font-medium text-faint" title={`Receipt ${delivery.receipt}`}>
              <span className="sr-only">Receipt </span>
              {shortReceipt(delivery.receipt)}
            </span>
          )}
          {delivery.rebased && <span className="w-full font-medium text-muted">It replaces an answer from another device.</span>}
        </p>
      );
    case "refused":
      return (
        <p className="flex items-center gap-2 font-semibold text-bad">
          <CircleX aria-hidden="true" className="size-5 shrink-0" /> Not counted: {delivery.refusal.message}
        </p>
      );
  }
}
