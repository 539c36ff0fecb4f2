/** At the foot of the phone: the way to the questions of the room. It comes late, and only where a session takes them. */
import { MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useAsking, useAskingView } from "@/features/participation/api/use-asking";
import type { Phone } from "@/features/participation/api/use-phone";
import { QuestionsSheet } from "@/features/participation/components/questions-sheet";
import { ReactionBar } from "@/features/participation/components/reaction-bar";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";
import type { Database } from "@/lib/outbox/database";

interface AudienceDockProps {
  phone: Phone;
  database: Database;
}

export function AudienceDock({ phone, database }: AudienceDockProps) {
  const { audience_questions: asking, reactions } = phone.session.settings;
  return (
    <>
      {(asking ?? "off") !== "off" && <Questions {...{ phone, database }} isNarrow={reactions} />}
      {reactions && <ReactionBar phone={phone} />}
    </>
  );
}

function Questions({ phone, database, isNarrow }: AudienceDockProps & { isNarrow: boolean }) {
  const texts = useAudienceTexts();
  const { asking, transport } = useAsking(database, phone);
  const waiting = useAskingView(asking).waiting.length;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" className="flex-1 px-2 text-brand" aria-label={texts.open} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <MessageCircleQuestion aria-hidden="true" className="size-5" /> {isNarrow ? texts.send : texts.open}
        {waiting > 0 && <span className="figures rounded-full bg-mark-soft px-2 text-sm text-mark-ink">{waiting}</span>}
      </Button>
      {isOpen && <QuestionsSheet {...{ phone, database, asking, transport }} onClose={() => setOpen(false)} />}
    </>
  );
}
