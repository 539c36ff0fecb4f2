/** The door that a code leads to: what is behind it, whether it asks who one is, and the way in. */
import { type FormEvent, useId, useState } from "react";
import { DoorFrame, JoinButton } from "@/features/participation/components/door-frame";
import { useTexts } from "@/features/participation/use-texts";
import type { JoinPreview } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";

interface JoinScreenProps {
  preview: JoinPreview;
  isJoining: boolean;
  /** Without a name where the session asks for none. */
  onJoin: (name: string | null) => void;
  /** Looks at the door again. */
  onRetry: () => void;
}

export function JoinScreen({ preview, isJoining, onJoin, onRetry }: JoinScreenProps) {
  const texts = useTexts();
  const { when } = useMoments();
  const [name, setName] = useState("");
  const { tryAgain } = usePhrases();
  const asksName = preview.identity === "identified";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onJoin(asksName ? name.trim() : null);
  };
  if (preview.status === "closed" || preview.status === "ended")
    return (
      <DoorFrame kind={texts.closed.over[0]} title={preview.title} theme={preview.theme} about={<p className="text-lg">{preview.closes_at && `${texts.ended.closed(when(preview.closes_at))}. `}{texts.closed.over[1]}</p>}>
        {null}
      </DoorFrame>
    );
  if (preview.locked)
    return (
      <DoorFrame kind={texts.closed.locked[0]} title={preview.title} theme={preview.theme} about={<p className="text-lg">{texts.closed.locked[1]}</p>}>
        <JoinButton theme={preview.theme} onClick={onRetry}>{tryAgain}</JoinButton>
      </DoorFrame>
    );
  if (preview.full)
    return (
      <DoorFrame kind={texts.closed.full[0]} title={preview.title} theme={preview.theme} about={<p className="text-lg">{texts.closed.full[1]}</p>}>
        <JoinButton theme={preview.theme} onClick={onRetry}>{tryAgain}</JoinButton>
      </DoorFrame>
    );
  if (preview.open_to === "invited")
    return (
      <DoorFrame kind={texts.invitedOnly.kind} title={preview.title} theme={preview.theme} about={<p className="text-lg">{texts.invitedOnly.about}</p>}>
        {null}
      </DoorFrame>
    );
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
        {asksName && <NameField name={name} onChange={setName} />}
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
