/** The door of a session: what it is, whether it asks who one is, and the way in. */
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { PulseBars } from "@/components/ui/pulse-bars";
import type { JoinPreview } from "@/lib/api/schema";

/** The inputs come behind the door, so that it opens fast; they are fetched while it is read. */
export const loadScreen = () => import("@/features/participation/components/phone-screen");

interface JoinScreenProps {
  preview: JoinPreview;
  isJoining: boolean;
  /** Without a name where the session asks for none. */
  onJoin: (name: string | null) => void;
}

export function JoinScreen({ preview, isJoining, onJoin }: JoinScreenProps) {
  const [name, setName] = useState("");
  useEffect(() => {
    // What fails here is fetched again, and told, when it is needed.
    loadScreen().catch(() => undefined);
  }, []);
  const asksName = preview.identity === "identified";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onJoin(asksName ? name.trim() : null);
  };
  return (
    <main data-theme="dark" className="relative flex min-h-dvh flex-col overflow-hidden bg-hero px-6 pt-8 pb-[max(1.5rem,env(safe-area-inset-bottom))] text-ink">
      <PulseBars className="absolute inset-x-0 bottom-0 h-44 opacity-60" />
      <span className="relative mx-auto w-full max-w-lg">
        <Logo />
      </span>
      <div className="relative mx-auto my-auto w-full max-w-lg animate-rise pt-6 pb-24">
        <p className="text-lg font-semibold text-mark">{preview.mode === "live" ? "Live session" : "Open survey"}</p>
        <h1 dir="auto" className="mt-2 text-4xl text-pretty">{preview.title}</h1>
        <p className="mt-5 text-lg text-pretty text-muted">
          {preview.mode === "live" ? "Questions appear here as the facilitator asks them." : "Answer in your own time."}{" "}
          {asksName ? "Whoever runs it sees your name beside your answers." : "You take part without a name."}
        </p>
      </div>
      <form onSubmit={submit} className="relative mx-auto grid w-full max-w-lg gap-4">
        {asksName && <NameField name={name} onChange={setName} />}
        <Button type="submit" variant="mark" size="lg" busy={isJoining} disabled={asksName && name.trim() === ""} className="h-16 w-full rounded-3xl text-xl">
          Join
        </Button>
      </form>
    </main>
  );
}

function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const id = useId();
  return (
    <div data-theme="light">
      <label htmlFor={id} className="sr-only">
        Your name
      </label>
      <input
        id={id}
        dir="auto"
        value={name}
        onChange={(event) => onChange(event.target.value)}
        placeholder="Your name"
        autoComplete="name"
        maxLength={100}
        className="h-16 w-full rounded-3xl bg-surface px-6 text-xl font-semibold text-ink shadow-high focus:ring-4 focus:ring-mark focus:outline-none"
      />
    </div>
  );
}
