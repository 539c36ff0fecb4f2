/** Somebody else was first: the choice between their draft and the one here, and what each changed. */
import type { ReactNode, RefObject } from "react";
import { Button } from "@/components/ui/button";
import { Conflict, ScrollBox } from "@/components/ui/conflict";
import { Skeleton } from "@/components/ui/surface";
import { changesFrom } from "@/features/surveys/api/content-changes";
import { contentOf } from "@/features/surveys/api/draft";
import { type Conflict as StandingConflict, mayKeepMine } from "@/features/surveys/api/editor-notes";
import type { Editor } from "@/features/surveys/api/use-editor";
import { ChangeList } from "@/features/surveys/components/version-changes";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";

interface ConflictNoticeProps {
  editor: Editor;
  conflict: StandingConflict;
  /** Takes the focus when the choice is made. */
  onward: RefObject<HTMLElement | null>;
}

export function ConflictNotice({ editor: { draft, takeTheirs, keepMine }, conflict, onward }: ConflictNoticeProps) {
  const texts = useTexts().editor.bar;
  const { current, theirs, isUnshown, trouble } = conflict;
  const troubles = [isUnshown && texts.unshown, trouble?.kind === "failed" && errorMessage(trouble.error), trouble?.kind === "incomplete" && texts.incomplete(trouble.problems.length)];
  return (
    <Conflict
      className="mt-3"
      title={texts.conflict}
      hint={texts.conflictHint(current)}
      onward={onward}
      trouble={troubles.filter(Boolean).join(" ")}
      choices={
        <>
          <Button size="sm" onClick={() => void takeTheirs()}>{texts.takeTheirs}</Button>
          <Button size="sm" variant="danger" unavailable={!mayKeepMine(conflict)} onClick={() => void keepMine()}>{texts.keepMine}</Button>
        </>
      }
    >
      {theirs && (
        <Changes title={texts.theirChanges} isOpen>
          <ChangeList changes={changesFrom(draft.began, contentOf(theirs))} />
        </Changes>
      )}
      {!mayKeepMine(conflict) && <span role="status" aria-label={texts.comparing}><Skeleton className="h-16" /></span>}
      <Changes title={texts.myChanges}>
        <ChangeList changes={changesFrom(draft.began, draft.content)} />
      </Changes>
    </Conflict>
  );
}

function Changes({ title, isOpen = false, children }: { title: string; isOpen?: boolean; children: ReactNode }) {
  return (
    <details open={isOpen} className="rounded-control bg-surface px-4 py-2.5 text-sm text-ink">
      <summary className="cursor-pointer font-semibold">{title}</summary>
      <ScrollBox label={title} className="mt-3">{children}</ScrollBox>
    </details>
  );
}
