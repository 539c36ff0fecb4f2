/** The phone page: from the code in the address to answering. */
import { useState } from "react";
import { PageLoading } from "@/components/ui/surface";
import { useParticipation } from "@/features/participation/api/use-participation";
import { ClosedDoor } from "@/features/participation/components/closed-door";
import { JoinScreen } from "@/features/participation/components/join-screen";
import { PhoneScreen } from "@/features/participation/components/late-phone-screen";
import { useTexts } from "@/features/participation/use-texts";
import { spacedCode } from "@/lib/wording";

export function ParticipantPage({ code: first }: { code: string }) {
  const [code, setCode] = useState(first);
  const go = (next: string) => {
    // In the place of the code that let nobody in: whoever goes back wants to leave both.
    window.history.replaceState(window.history.state, "", `/j/${next}`);
    setCode(next);
  };
  return <Door key={code} typedCode={code} onCode={go} />;
}

function Door({ typedCode, onCode }: { typedCode: string; onCode: (code: string) => void }) {
  const texts = useTexts();
  const { code, entrance, isJoining, problem, enter, retry, leave } = useParticipation(typedCode);
  const [name, setName] = useState("");
  const toCode = (next: string) => (next === code ? retry() : onCode(next));
  switch (entrance.kind) {
    case "joined":
      return <PhoneScreen key={entrance.participation.participant} {...entrance} onLeave={() => void leave()} />;
    case "new":
      return <JoinScreen preview={entrance.preview} name={name} onName={setName} isJoining={isJoining} problem={problem} onJoin={(given) => void enter(given)} onRetry={retry} onCode={toCode} />;
    case "opening":
      return <PageLoading label={texts.opening} />;
    case "nowhere":
      return <ClosedDoor title={texts.door.nowhere(spacedCode(code))} typed={code} onCode={toCode}>{texts.door.nowhereHint}</ClosedDoor>;
    case "shut":
      return <ClosedDoor title={texts.closed[entrance.why][0]} onCode={toCode} {...(entrance.why === "locked" && { onRetry: retry })}>{texts.closed[entrance.why][1]}</ClosedDoor>;
    case "offline":
      return <ClosedDoor title={texts.closed.offline[0]} onRetry={retry} onCode={toCode}>{texts.closed.offline[1]}</ClosedDoor>;
    case "failed":
      return <ClosedDoor title={texts.failed} onRetry={retry} onCode={toCode}>{entrance.message}</ClosedDoor>;
  }
}
