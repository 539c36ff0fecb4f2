/** The phone page: from the code in the address to answering. */
import { CloudOff, SearchX } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useParams } from "react-router";
import { Button, ButtonLink } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { PulseBars } from "@/components/ui/pulse-bars";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import { type Entrance, useParticipation } from "@/features/participation/api/use-participation";
import type { JoinPreview } from "@/lib/api/schema";
import { spacedCode } from "@/lib/wording";

/** The inputs come behind the door, so that it opens fast; they are fetched while it is read. */
const loadScreen = () => import("@/features/participation/components/phone-screen");
const PhoneScreen = lazy(async () => ({ default: (await loadScreen()).PhoneScreen }));

export function ParticipantPage() {
  const { code = "" } = useParams();
  return <Door key={code} typedCode={code} />;
}

function Door({ typedCode }: { typedCode: string }) {
  const { code, entrance, isJoining, enter, retry, leave } = useParticipation(typedCode);
  switch (entrance.kind) {
    case "joined":
      return (
        <Suspense fallback={<PageLoading />}>
          <PhoneScreen key={entrance.participation.participant} {...entrance} onLeave={() => void leave()} />
        </Suspense>
      );
    case "new":
      return <JoinScreen preview={entrance.preview} isJoining={isJoining} onJoin={() => void enter()} />;
    case "opening":
      return <PageLoading label="Looking for the session" />;
    case "nowhere":
    case "offline":
    case "failed":
      return <ClosedDoor entrance={entrance} code={code} onRetry={retry} />;
  }
}

function JoinScreen({ preview, isJoining, onJoin }: { preview: JoinPreview; isJoining: boolean; onJoin: () => void }) {
  useEffect(() => {
    // What fails here is fetched again, and told, when it is needed.
    loadScreen().catch(() => undefined);
  }, []);
  return (
    <main data-theme="dark" className="relative flex min-h-dvh flex-col overflow-hidden bg-hero px-6 pt-8 pb-[max(1.5rem,env(safe-area-inset-bottom))] text-ink">
      <PulseBars className="absolute inset-x-0 bottom-0 h-44 opacity-60" />
      <span className="relative mx-auto w-full max-w-lg">
        <Logo />
      </span>
      <div className="relative mx-auto my-auto w-full max-w-lg animate-rise pt-6 pb-24">
        <p className="text-lg font-semibold text-mark">{preview.mode === "live" ? "Live session" : "Open survey"}</p>
        <h1 className="mt-2 text-4xl text-pretty">{preview.title}</h1>
        <p className="mt-5 text-lg text-pretty text-muted">
          {preview.mode === "live" ? "Questions appear here as the facilitator asks them." : "Answer in your own time. You can change your answers until the survey ends."} You take part
          without a name.
        </p>
      </div>
      <Button variant="mark" size="lg" busy={isJoining} onClick={onJoin} className="relative mx-auto h-16 w-full max-w-lg rounded-3xl text-xl">
        Join
      </Button>
    </main>
  );
}

function ClosedDoor({ entrance, code, onRetry }: { entrance: Extract<Entrance, { kind: "nowhere" | "offline" | "failed" }>; code: string; onRetry: () => void }) {
  if (entrance.kind === "nowhere")
    return (
      <main className="grid min-h-dvh place-items-center">
        <EmptyState icon={<SearchX />} title={`Nothing runs under ${spacedCode(code)}`} action={<ButtonLink to="/" variant="primary">Enter another code</ButtonLink>}>
          The session may have ended, or a letter is wrong. Codes have no 0, 1, I, L or O.
        </EmptyState>
      </main>
    );
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState icon={<CloudOff />} title={entrance.kind === "offline" ? "No connection" : "That did not work"} action={<Button variant="primary" onClick={onRetry}>Try again</Button>}>
        {entrance.kind === "offline" ? "ImpactPulse cannot be reached. Check the network." : entrance.message}
      </EmptyState>
    </main>
  );
}
