/** A door that lets nobody in: why, what can be tried, and a place for another code, so that nobody has to look for one. */
import { ArrowRight } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { CODE_LENGTH } from "@/features/participation/api/join";
import { CodeInput } from "@/features/participation/components/code-input";
import { ABOUT_DOOR, DoorFrame, JoinButton } from "@/features/participation/components/door-frame";
import { useTexts } from "@/features/participation/use-texts";
import type { PublicTheme } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

const PLAIN: PublicTheme = { colour: null, logo: null, text_colour: null };

interface ClosedDoorProps {
  kind?: string;
  title: string;
  theme?: PublicTheme;
  /** Why. */
  children: ReactNode;
  /** Looks at this door again, where it may open. */
  onRetry?: () => void;
  /** The code that led here, where it may have been mistyped. */
  typed?: string;
  /** What the place for a code is called; nobody typed one where a personal link led here. */
  codeLabel?: string;
  /** Goes to another door. */
  onCode: (code: string) => void;
}

/** The focus is on what is most likely done next, and with it all that is said here is read aloud. */
export function ClosedDoor({ kind, title, theme = PLAIN, children, onRetry, typed = "", codeLabel, onCode }: ClosedDoorProps) {
  const { otherCode } = useTexts().door;
  const { tryAgain } = usePhrases();
  return (
    <DoorFrame kind={kind} title={title} theme={theme} about={<p className="text-lg">{children}</p>}>
      <div className="grid gap-6">
        {onRetry && <JoinButton theme={theme} onClick={onRetry} autoFocus aria-describedby={ABOUT_DOOR}>{tryAgain}</JoinButton>}
        <OtherCode label={codeLabel ?? otherCode} typed={typed} isNext={!onRetry} onCode={onCode} />
      </div>
    </DoorFrame>
  );
}

function OtherCode({ label, typed, isNext, onCode }: { label: string; typed: string; isNext: boolean; onCode: (code: string) => void }) {
  const texts = useTexts().door;
  const [code, setCode] = useState(typed);
  const id = useId();
  const isComplete = code.length === CODE_LENGTH;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) onCode(code);
  };
  return (
    <form onSubmit={submit} className="[--faint:#a9c6c6] [--sunken:#124850]">
      <label htmlFor={id} className="mb-2 block font-semibold text-muted">{label}</label>
      <div className="flex gap-3">
        <span data-theme="light" className="min-w-0 flex-1">
          {/* What is typed takes the place of the code that led nowhere. */}
          <CodeInput id={id} code={code} onCode={setCode} autoFocus={isNext} aria-describedby={ABOUT_DOOR} onFocus={(event) => event.target.select()} className="h-16 ps-[0.2em] text-2xl tracking-[0.2em]" />
        </span>
        <Button type="submit" variant={isNext ? "mark" : "secondary"} size="lg" disabled={!isComplete} aria-label={texts.toCode} className="h-16 rounded-3xl px-6">
          <ArrowRight aria-hidden="true" className="size-6 rtl:-scale-x-100" />
        </Button>
      </div>
    </form>
  );
}
