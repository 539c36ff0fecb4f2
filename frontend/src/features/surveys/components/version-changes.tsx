/** What was done between two versions, between two drafts, or to the draft, question by question. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Badge, Notice, Skeleton, type Tone } from "@/components/ui/surface";
import { changeWords, type ContentChanges, isNothing } from "@/features/surveys/api/change-words";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useArrow } from "@/lib/i18n/arrow";

export function VersionChanges({ changes }: { changes: UseQueryResult<ContentChanges> }) {
  if (changes.isPending) return <Skeleton className="h-20" />;
  if (changes.isLoadingError) return <Notice tone="bad">{errorMessage(changes.error)}</Notice>;
  return <ChangeList changes={changes.data} />;
}

export function ChangeList({ changes }: { changes: ContentChanges }) {
  const { versions: texts } = useTexts().more;
  const { untitled } = useTexts().editor.questions;
  const arrow = useArrow();
  const { fields, added, removed, changed, is_reordered } = changes;
  if (isNothing(changes)) return <p className="text-muted">{texts.same}</p>;
  return (
    <ul className="flex flex-col gap-3">
      {fields.map((change) => <Line key={change.field}>{changeWords(change, texts, arrow)}</Line>)}
      {is_reordered && <Line>{texts.reordered}</Line>}
      {added.map(({ id, title }) => <Line key={id} tone="good" kind={texts.added}><bdi>{title || untitled}</bdi></Line>)}
      {removed.map(({ id, title }) => <Line key={id} tone="bad" kind={texts.removed}><bdi>{title || untitled}</bdi></Line>)}
      {changed.map(({ id, title, fields: inside }) => (
        <Line key={id} tone="mark" kind={texts.changed}>
          <b><bdi>{title || untitled}</bdi></b>
          <ul className="mt-0.5 text-muted">
            {inside.map((change) => <li key={change.field}>{changeWords(change, texts, arrow)}</li>)}
          </ul>
        </Line>
      ))}
    </ul>
  );
}

function Line({ tone, kind, children }: { tone?: Tone; kind?: string; children: ReactNode }) {
  return (
    <li className="flex items-start gap-3">
      {kind && (
        <span className="w-24 shrink-0">
          <Badge tone={tone}>{kind}</Badge>
        </span>
      )}
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</div>
    </li>
  );
}
