/** Somebody who joined: since when, what is held about them, and the ways to part with them. */
import { Eraser, FileSearch, UserRoundX } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Initials } from "@/components/ui/initials";
import { Badge } from "@/components/ui/surface";
import { useRemove } from "@/features/participants/api/participants";
import { EraseDialog } from "@/features/participants/components/erase-dialog";
import { HeldDialog } from "@/features/participants/components/held-dialog";
import { useTexts } from "@/features/participants/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import type { Person, Session } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

export function ParticipantRow({ session, person }: { session: Session; person: Person }) {
  const texts = useTexts();
  const { when } = useMoments();
  const remove = useRemove(session.id);
  const mayRead = useMay("participants:read");
  const mayRemove = useMay("sessions:control");
  const mayErase = useMay("participants:erase");
  const [open, setOpen] = useState<"held" | "erase" | null>(null);
  const who = person.name ?? texts.number(person.number);
  const close = () => setOpen(null);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
      {person.name !== null && <Initials name={person.name} />}
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-semibold break-words"><bdi>{who}</bdi></p>
        <p className="text-sm break-words text-faint">{[person.name && texts.number(person.number), person.email, texts.joined(when(person.joined_at))].filter(Boolean).join(" · ")}</p>
        {remove.error && (
          <p role="alert" className="text-sm font-medium text-bad">
            {errorMessage(remove.error)}
          </p>
        )}
      </div>
      {person.removed && <Badge>{texts.removed}</Badge>}
      <span className="flex items-center gap-1">
        {mayRead && (
          <Button size="sm" aria-label={texts.held.of(who)} onClick={() => setOpen("held")}>
            <FileSearch aria-hidden="true" className="size-4" /> {texts.held.open}
          </Button>
        )}
        {mayRemove && !person.removed && (
          <ConfirmDialog
            trigger={<IconButton label={texts.remove.of(who)} icon={<UserRoundX className="size-4.5" />} unavailable={remove.isPending} />}
            title={texts.remove.title(who)}
            description={texts.remove.text}
            confirm={texts.remove.action}
            onConfirm={() => remove.mutate(person.id)}
          />
        )}
        {mayErase && <IconButton label={texts.erase.of(who)} icon={<Eraser className="size-4.5" />} onClick={() => setOpen("erase")} />}
      </span>
      {open === "held" && <HeldDialog session={session} participant={person.id} who={who} onClose={close} />}
      {open === "erase" && <EraseDialog session={session.id} participant={person.id} who={who} onClose={close} />}
    </li>
  );
}
