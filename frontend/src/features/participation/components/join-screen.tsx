/** The door that a code leads to: what is behind it, whether it asks who one is, and the way in. */
import { type FormEvent, useId } from "react";
import { Notice } from "@/components/ui/surface";
import { ClosedDoor } from "@/features/participation/components/closed-door";
import { DoorFrame, JoinButton } from "@/features/participation/components/door-frame";
import { useTexts } from "@/features/participation/use-texts";
import type { JoinPreview } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

interface JoinScreenProps {
  preview: JoinPreview;
  /** As typed so far: it outlives this screen, so that nobody types it twice. */
  name: string;
  onName: (name: string) => void;
  isJoining: boolean;
  /** Why joining failed last; null where nothing is in the way. */
  problem: string | null;
  /** Without a name where the session asks for none. */
  onJoin: (name: string | null) => void;
  /** Looks at the door again. */
  onRetry: () => void;
  /** Goes to the door of another code. */
  onCode: (code: string) => void;
}

/** Why nobody new can come in by the code now; null where they can. */
function closedBy({ status, locked, full, open_to }: JoinPreview): "over" | "locked" | "full" | "invited" | null {
  if (status === "closed" || status === "ended") return "over";
  if (locked) return "locked";
  if (full) return "full";
  return open_to === "invited" ? "invited" : null;
}

export function JoinScreen({ preview, name, onName, isJoining, problem, onJoin, onRetry, onCode }: JoinScreenProps) {
  const texts = useTexts();
  const { when } = useMoments();
  const asksName = preview.identity === "identified";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onJoin(asksName ? name.trim() : null);
  };
  const why = closedBy(preview);
  if (why) {
    const [kind, text] = why === "invited" ? [texts.invitedOnly.kind, texts.invitedOnly.about] : texts.closed[why];
    return (
      <ClosedDoor kind={kind} title={preview.title} theme={preview.theme} onCode={onCode} {...((why === "locked" || why === "full") && { onRetry })}>
        {why === "over" && preview.closes_at && `${texts.ended.closed(when(preview.closes_at))}. `}
        {text}
      </ClosedDoor>
    );
  }
  return (
    <DoorFrame
      kind={texts.door.kinds[preview.mode]}
      title={preview.title}
      theme={preview.theme}
      about={
        <p className="text-lg">
          {preview.mode === "live" ? texts.live : texts.open}{" "}
          {asksName ? texts.door.named : texts.door.unnamed}{" "}
          {preview.status === "scheduled" && preview.opens_at && texts.from(when(preview.opens_at))}{" "}
          {preview.closes_at && texts.until(when(preview.closes_at))}
        </p>
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        {asksName && <NameField name={name} onChange={onName} />}
        {problem && <Notice tone="bad">{problem}</Notice>}
        <JoinButton theme={preview.theme} type="submit" busy={isJoining} disabled={asksName && name.trim() === ""}>
          {texts.join}
        </JoinButton>
      </form>
    </DoorFrame>
  );
}

function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const texts = useTexts().door;
  const id = useId();
  return (
    <div data-theme="light">
      <label htmlFor={id} className="sr-only">
        {texts.name}
      </label>
      <input
        id={id}
        dir="auto"
        value={name}
        onChange={(event) => onChange(event.target.value)}
        placeholder={texts.name}
        autoComplete="name"
        maxLength={100}
        className="h-16 w-full rounded-3xl bg-surface px-6 text-xl font-semibold text-ink shadow-high focus:ring-4 focus:ring-mark focus:outline-none"
      />
    </div>
  );
}
