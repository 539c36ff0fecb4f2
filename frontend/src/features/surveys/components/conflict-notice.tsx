/** Somebody else was first: what they changed, what was changed here, and the choice between the two. */
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice, Skeleton } from "@/components/ui/surface";
import { changesFrom } from "@/features/surveys/api/content-changes";
import { contentOf } from "@/features/surveys/api/draft";
import type { Conflict } from "@/features/surveys/api/editor-notes";
import type { Editor } from "@/features/surveys/api/use-editor";
import { ChangeList } from "@/features/surveys/components/version-changes";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";

interface ConflictNoticeProps {
  editor: Editor;
  conflict: Conflict;
}

export function ConflictNotice({ editor: { draft, takeTheirs, keepMine }, conflict: { current, theirs, trouble } }: ConflictNoticeProps) {
  const texts = useTexts().editor.bar;
  return (
    <Notice tone="mark" className="mt-3" title={texts.conflict}>
      <p>{texts.conflictHint(current)}</p>
      {theirs && (
        <Changes title={texts.theirChanges} isOpen>
          <ChangeList changes={changesFrom(draft.began, contentOf(theirs))} />
        </Changes>
      )}
      {theirs === null && trouble === null && <span role="status" aria-label={texts.comparing}><Skeleton className="mt-3 h-16" /></span>}
      <Changes title={texts.myChanges}>
        <ChangeList changes={changesFrom(draft.began, draft.content)} />
      </Changes>
      {trouble && <p role="alert" className="mt-3 font-semibold text-bad">{trouble.kind === "failed" ? errorMessage(trouble.error) : texts.incomplete(trouble.problems.length)}</p>}
      <span className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void takeTheirs()}>{texts.takeTheirs}</Button>
        <Button size="sm" variant="danger" onClick={() => void keepMine()}>{texts.keepMine}</Button>
      </span>
    </Notice>
  );
}

/** The bar stays at the top of the window, so a long list scrolls in itself. */
function Changes({ title, isOpen = false, children }: { title: string; isOpen?: boolean; children: ReactNode }) {
  return (
    <details open={isOpen} className="mt-3 rounded-control bg-surface px-4 py-2.5 text-sm text-ink">
      <summary className="cursor-pointer font-semibold">{title}</summary>
      <div role="group" aria-label={title} tabIndex={0} className="mt-3 max-h-[25dvh] overflow-y-auto">
        {children}
      </div>
    </details>
  );
}
