/** Where the mail of a session leads: who asks and what they will know, then answering. */
import { CloudOff, Link2Off } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import type { Closed } from "@/features/participation/api/closed-doors";
import { usePersonalLink } from "@/features/participation/api/use-personal-link";
import { DoorFrame, JoinButton } from "@/features/participation/components/door-frame";
import { PhoneScreen } from "@/features/participation/components/late-phone-screen";
import { WhatIsKnown } from "@/features/participation/components/what-is-known";
import { useTexts } from "@/features/participation/use-texts";
import type { InvitedPreview } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";
import { useKeptLinkToken } from "@/lib/use-link-token";

/** Doors that may be open the next time one looks. */
const MAY_OPEN: ReadonlySet<Closed> = new Set(["offline", "locked", "full"]);

export function InvitedPage() {
  const token = useKeptLinkToken("impactpulse.link");
  return <Link key={token} token={token} />;
}

function Link({ token }: { token: string }) {
  const { entrance, isJoining, enter, retry, leave } = usePersonalLink(token);
  const texts = useTexts();
  switch (entrance.kind) {
    case "joined":
      return <PhoneScreen key={entrance.participation.participant} {...entrance} link={token} onLeave={() => void leave()} />;
    case "invited":
      return <JoinByLink preview={entrance.preview} isJoining={isJoining} onJoin={() => void enter(entrance.preview.blind)} />;
    case "opening":
      return <PageLoading label={texts.opening} />;
    case "closed": {
      const [title, text] = texts.closed[entrance.why];
      return <ClosedDoor title={title} text={text} {...(MAY_OPEN.has(entrance.why) && { onRetry: retry })} />;
    }
    case "failed":
      return <ClosedDoor title={texts.failed} text={entrance.message} onRetry={retry} />;
  }
}

function JoinByLink({ preview, isJoining, onJoin }: { preview: InvitedPreview; isJoining: boolean; onJoin: () => void }) {
  const texts = useTexts();
  const { when } = useMoments();
  const { mode, title, status, opens_at, closes_at, theme } = preview.session;
  return (
    <DoorFrame
      kind={texts.asks(preview.organization)}
      title={title}
      theme={theme}
      about={
        <>
          <p className="text-lg">
            {mode === "live" ? texts.live : texts.open} {status === "scheduled" && opens_at && texts.from(when(opens_at))} {closes_at !== null && texts.until(when(closes_at))}
          </p>
          <WhatIsKnown preview={preview} />
        </>
      }
    >
      <JoinButton theme={theme} busy={isJoining} onClick={onJoin}>
        {preview.used ? texts.goOn : texts.join}
      </JoinButton>
    </DoorFrame>
  );
}

function ClosedDoor({ title, text, onRetry }: { title: string; text: string; onRetry?: () => void }) {
  const { tryAgain } = usePhrases();
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState icon={onRetry ? <CloudOff /> : <Link2Off />} title={title} action={onRetry && <Button variant="primary" onClick={onRetry}>{tryAgain}</Button>}>
        {text}
      </EmptyState>
    </main>
  );
}
