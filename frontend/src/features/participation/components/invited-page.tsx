/** Where the mail of a session leads: who asks and what they will know, then answering. */
import { PageLoading } from "@/components/ui/surface";
import type { Closed } from "@/features/participation/api/closed-doors";
import { usePersonalLink } from "@/features/participation/api/use-personal-link";
import { ClosedDoor } from "@/features/participation/components/closed-door";
import { DoorFrame, JoinButton } from "@/features/participation/components/door-frame";
import { PhoneScreen } from "@/features/participation/components/late-phone-screen";
import { WhatIsKnown } from "@/features/participation/components/what-is-known";
import { useTexts } from "@/features/participation/use-texts";
import type { InvitedPreview } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
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
      return <ClosedDoor title={title} codeLabel={texts.door.byCode} onCode={toCode} {...(MAY_OPEN.has(entrance.why) && { onRetry: retry })}>{text}</ClosedDoor>;
    }
    case "failed":
      return <ClosedDoor title={texts.failed} onRetry={retry} codeLabel={texts.door.byCode} onCode={toCode}>{entrance.message}</ClosedDoor>;
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

/** Whoever has a code as well, or is given one at the screen, comes in by that. */
function toCode(code: string): void {
  window.location.assign(`/j/${code}`);
}
