/** The phone page: from the code in the address to answering. */
import { CloudOff, DoorClosed, SearchX } from "lucide-react";
import { Suspense } from "react";
import { Button, buttonLook } from "@/components/ui/button";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import { type Entrance, useParticipation } from "@/features/participation/api/use-participation";
import { JoinScreen } from "@/features/participation/components/join-screen";
import { PhoneScreen } from "@/features/participation/components/late-phone-screen";
import { useTexts } from "@/features/participation/use-texts";
import { usePhrases } from "@/lib/i18n/phrases";
import { spacedCode } from "@/lib/wording";

export function ParticipantPage({ code }: { code: string }) {
  return <Door key={code} typedCode={code} />;
}

function Door({ typedCode }: { typedCode: string }) {
  const texts = useTexts();
  const { code, entrance, isJoining, enter, retry, leave } = useParticipation(typedCode);
  switch (entrance.kind) {
    case "joined":
      return (
        <Suspense fallback={<PageLoading />}>
          <PhoneScreen key={entrance.participation.participant} {...entrance} onLeave={() => void leave()} />
        </Suspense>
      );
    case "new":
      return <JoinScreen preview={entrance.preview} isJoining={isJoining} onJoin={(name) => void enter(name)} onRetry={retry} />;
    case "opening":
      return <PageLoading label={texts.opening} />;
    case "nowhere":
    case "offline":
    case "shut":
    case "failed":
      return <ClosedDoor entrance={entrance} code={code} onRetry={retry} />;
  }
}

function ClosedDoor({ entrance, code, onRetry }: { entrance: Extract<Entrance, { kind: "nowhere" | "offline" | "shut" | "failed" }>; code: string; onRetry: () => void }) {
  const texts = useTexts();
  const phrases = usePhrases();
  if (entrance.kind === "nowhere")
    return (
      <main className="grid min-h-dvh place-items-center">
        <EmptyState icon={<SearchX />} title={texts.door.nowhere(spacedCode(code))} action={<a href="/" className={buttonLook({ variant: "primary" })}>{texts.door.otherCode}</a>}>
          {texts.door.nowhereHint}
        </EmptyState>
      </main>
    );
  const [title, text] = entrance.kind === "failed" ? [texts.failed, entrance.message] : texts.closed[entrance.kind === "shut" ? entrance.why : "offline"];
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState icon={entrance.kind === "shut" ? <DoorClosed /> : <CloudOff />} title={title} action={<Button variant="primary" onClick={onRetry}>{phrases.tryAgain}</Button>}>
        {text}
      </EmptyState>
    </main>
  );
}
