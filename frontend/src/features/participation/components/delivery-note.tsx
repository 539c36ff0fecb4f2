/** Where the answer is, no more and no less than this phone knows; once stored, a stub with the receipt. */
import { BadgeCheck, CircleX, Clock, Send } from "lucide-react";
import type { ReactNode } from "react";
import { clsx } from "clsx";
import { useTexts } from "@/features/participation/use-texts";
import type { Delivery } from "@/lib/outbox/submission";
import { shortReceipt } from "@/lib/wording";

interface DeliveryNoteProps {
  delivery: Delivery;
  /** The answer was taken back. */
  isRetracted?: boolean;
  /** What can be done about it, at the thumb's side. */
  action?: ReactNode;
}

export function DeliveryNote({ delivery, isRetracted = false, action }: DeliveryNoteProps) {
  return (
    <div role="status" data-delivery={delivery.state}>
      <Words {...{ delivery, isRetracted, action }} />
    </div>
  );
}

function Words({ delivery, isRetracted, action }: DeliveryNoteProps) {
  const texts = useTexts().delivery;
  switch (delivery.state) {
    case "none":
      return null;
    case "waiting":
      return (
        <Stub tone="mark" icon={<Clock />} title={texts.waiting} action={action}>
          {texts.waitingHint}
        </Stub>
      );
    case "sent":
      return (
        <Stub tone="plain" icon={<Send />} title={texts.sent} action={action}>
          {texts.sentHint}
        </Stub>
      );
    case "stored":
      return (
        <Stub tone="good" icon={<BadgeCheck />} title={isRetracted ? texts.takenBack : texts.stored} action={action}>
          {delivery.rebased && `${texts.rebased} `}
          {delivery.receipt && (
            <>
              {texts.receipt} <span className="font-mono font-semibold text-ink" title={delivery.receipt}>{shortReceipt(delivery.receipt)}</span>
            </>
          )}
        </Stub>
      );
    case "refused":
      return (
        <Stub tone="bad" icon={<CircleX />} title={texts.refused} action={action}>
          {delivery.refusal.message}
        </Stub>
      );
  }
}

const TONES = {
  good: "bg-good-soft text-good",
  mark: "bg-mark-soft text-mark-ink",
  bad: "bg-bad-soft text-bad",
  plain: "bg-sunken text-muted",
} as const;

function Stub({ tone, icon, title, action, children }: { tone: keyof typeof TONES; icon: ReactNode; title: string; action: ReactNode; children: ReactNode }) {
  return (
    <div className="flex animate-rise items-center gap-3.5">
      <span aria-hidden="true" className={clsx("grid size-11 shrink-0 place-items-center rounded-2xl [&>svg]:size-6", TONES[tone])}>
        {icon}
      </span>
      <p className="min-w-0 flex-1 leading-snug">
        <span className="block text-[1.0625rem] font-bold">{title}</span>
        <span className="block text-[0.9375rem] text-muted">{children}</span>
      </p>
      {action}
    </div>
  );
}
