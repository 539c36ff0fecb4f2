/** At the foot of the phone: the way to the questions of the room. It comes late, and only where a session takes them. */
import { MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useAsking, useAskingView } from "@/features/participation/api/use-asking";
import type { Phone } from "@/features/participation/api/use-phone";
import { QuestionsSheet } from "@/features/participation/components/questions-sheet";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";
import type { Database } from "@/lib/outbox/database";

export function AudienceDock({ phone, database }: { phone: Phone; database: Database }) {
  const texts = useAudienceTexts();
  const { asking, transport } = useAsking(database, phone);
  const waiting = useAskingView(asking).waiting.length;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" className="flex-1 text-brand" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <MessageCircleQuestion aria-hidden="true" className="size-5" /> {texts.open}
        {waiting > 0 && <span className="figures rounded-full bg-mark-soft px-2 text-sm text-mark-ink">{waiting}</span>}
      </Button>
      {isOpen && <QuestionsSheet {...{ phone, database, asking, transport }} onClose={() => setOpen(false)} />}
    </>
  );
}
