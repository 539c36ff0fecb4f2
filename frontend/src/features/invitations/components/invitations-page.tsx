/** Who is asked to take part in a session, by links of their own. */
import { EyeOff, UserPlus, UserRound } from "lucide-react";
import { useState } from "react";
import { useOutletContext } from "react-router";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { ImportDialog } from "@/features/invitations/components/import-dialog";
import { InvitedList } from "@/features/invitations/components/invited-list";
import { SuppressionCard } from "@/features/invitations/components/suppression-card";
import { useTexts } from "@/features/invitations/use-texts";
import type { Session } from "@/lib/api/schema";

export function InvitationsPage() {
  const session = useOutletContext<Session>();
  const texts = useTexts();
  const [isImporting, setIsImporting] = useState(false);
  const isOver = session.state.phase === "ended";
  return (
    <div className="flex flex-col gap-10">
      <section aria-labelledby="invitations-title" className="flex flex-col gap-5">
        <div className="flex flex-wrap items-start justify-between gap-4">
          <div className="max-w-2xl">
            <h1 id="invitations-title" className="text-title">
              {texts.title}
            </h1>
            <p className="mt-1 text-pretty text-muted">{texts.intro}</p>
          </div>
          {!isOver && (
            <Button variant="primary" onClick={() => setIsImporting(true)}>
              <UserPlus aria-hidden="true" className="size-5" /> {texts.add}
            </Button>
          )}
        </div>
        {isOver && <Notice>{texts.over}</Notice>}
        <Promise session={session} />
        <InvitedList session={session.id} />
      </section>
      <SuppressionCard />
      {isImporting && <ImportDialog session={session.id} onClose={() => setIsImporting(false)} />}
    </div>
  );
}

/** What a link of this session gives away about who follows it. */
function Promise({ session }: { session: Session }) {
  const texts = useTexts();
  const isBlind = session.settings.identity === "anonymous";
  const { title, text } = isBlind ? texts.blind : texts.personal;
  const Icon = isBlind ? EyeOff : UserRound;
  return (
    <div className="flex max-w-3xl items-start gap-3 rounded-control bg-brand-soft px-4 py-3 text-[0.9375rem]">
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-brand" />
      <div>
        <p className="font-semibold text-brand">{title}</p>
        <p className="text-pretty text-muted">{text}</p>
      </div>
    </div>
  );
}
