/** What is seldom done with a session: closing the door, beginning anew, putting it away. */
import { Archive, ArchiveRestore, DoorClosed, DoorOpen, Ellipsis, RotateCcw } from "lucide-react";
import { AlertDialog } from "radix-ui";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Alert } from "@/components/ui/confirm-dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { RefusalDialog } from "@/components/ui/refusal-dialog";
import { Notice } from "@/components/ui/surface";
import { useArchiveSession, useResetSession, useUnarchiveSession } from "@/features/sessions/api/archive";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { usePhrases } from "@/lib/i18n/phrases";

export function LiveMenu({ room: { session, state, control } }: { room: Room }) {
  const texts = useTexts().menu;
  const archive = useArchiveSession();
  const unarchive = useUnarchiveSession();
  const [isResetting, setResetting] = useState(false);
  const isOver = state.phase === "ended" || session.status === "closed";
  const isArchived = session.archived_at !== null;
  return (
    <>
      <Menu trigger={<IconButton label={texts.more} icon={<Ellipsis className="size-5" />} />}>
        {!isOver && (
          <MenuItem icon={state.locked ? <DoorOpen className="size-4" /> : <DoorClosed className="size-4" />} hint={state.locked ? texts.unlockHint : texts.lockHint} onSelect={() => control(state.locked ? "unlock" : "lock")}>
            {state.locked ? texts.unlock : texts.lock}
          </MenuItem>
        )}
        {!isArchived && (
          <MenuItem icon={<RotateCcw className="size-4" />} hint={texts.resetHint} onSelect={() => setResetting(true)}>
            {texts.reset}
          </MenuItem>
        )}
        {isOver && (
          <MenuItem icon={isArchived ? <ArchiveRestore className="size-4" /> : <Archive className="size-4" />} hint={isArchived ? undefined : texts.archiveHint} onSelect={() => (isArchived ? unarchive : archive).mutate(session.id)}>
            {isArchived ? texts.unarchive : texts.archive}
          </MenuItem>
        )}
      </Menu>
      <RefusalDialog error={archive.error} onClose={archive.reset} />
      <RefusalDialog error={unarchive.error} onClose={unarchive.reset} />
      <ResetDialog session={session.id} open={isResetting} onClose={() => setResetting(false)} />
    </>
  );
}

interface ResetDialogProps {
  session: string;
  open: boolean;
  onClose: () => void;
}

/** Stays open until the new session runs: every screen of this one is led there. */
function ResetDialog({ session, open, onClose }: ResetDialogProps) {
  const texts = useTexts().menu;
  const phrases = usePhrases();
  const reset = useResetSession();
  return (
    <Alert open={open} onClose={onClose} title={texts.resetTitle} description={texts.resetText}>
      {reset.error !== null && <Notice tone="bad">{errorMessage(reset.error)}</Notice>}
      <AlertDialog.Cancel asChild>
        <Button>{phrases.cancel}</Button>
      </AlertDialog.Cancel>
      <Button variant="danger" busy={reset.isPending} onClick={() => reset.mutate(session)}>
        {texts.resetConfirm}
      </Button>
    </Alert>
  );
}
