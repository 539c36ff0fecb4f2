/** What publishing the draft would change, and the published versions with what each changed. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { SelectField } from "@/components/ui/field";
import { Badge, Card, EmptyState, Skeleton } from "@/components/ui/surface";
import { isNothing } from "@/features/surveys/api/change-words";
import type { Draft } from "@/features/surveys/api/draft";
import { changesQuery, draftChangesQuery, versionsQuery } from "@/features/surveys/api/versions";
import { VersionChanges } from "@/features/surveys/components/version-changes";
import { useTexts } from "@/features/surveys/use-texts";
import { useMemberName } from "@/lib/api/members";
import type { SurveyVersionSummary } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";

interface VersionsViewProps {
  survey: string;
  draft: Draft;
  published: number | null;
}

export function VersionsView({ survey, draft, published }: VersionsViewProps) {
  const texts = useTexts().more.versions;
  const phrases = usePhrases();
  const versions = useInfiniteQuery(versionsQuery(survey, published));
  const nameOf = useMemberName();
  const found = versions.data?.pages.flatMap((page) => page.items) ?? [];
  if (versions.isPending) return <span role="status" aria-label={texts.loading}><Skeleton className="h-40" /></span>;
  if (versions.data === undefined) return <FailedQuery query={versions} />;
  if (found.length === 0) return <Card><EmptyState icon={<History />} title={texts.none}>{texts.noneHint}</EmptyState></Card>;
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <FailedQuery query={versions} />
      {published !== null && <DraftRow survey={survey} draft={draft} published={published} />}
      <ol className="flex flex-col gap-3">
        {found.map((version) => <VersionRow key={version.version} survey={survey} version={version} by={nameOf(version.published_by)} isLatest={version.version === published} />)}
      </ol>
      {versions.hasNextPage && <Button className="self-start" busy={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>{phrases.showMore}</Button>}
    </div>
  );
}

/** Nothing where the draft is what is published. */
function DraftRow({ survey, draft, published }: VersionsViewProps & { published: number }) {
  const texts = useTexts().more.versions;
  const told = draftChangesQuery(survey, published, draft);
  const changes = useQuery({ ...told, select: (found) => found.changes });
  const { data: since = published } = useQuery({ ...told, select: (found) => found.since });
  const isAlike = !changes.isLoadingError && (changes.data === undefined || isNothing(changes.data));
  if (isAlike && !draft.isDirty) return null;
  return (
    <Card className="flex flex-col gap-4 p-5" aria-labelledby="draft-changes">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Badge tone="mark">{texts.draft}</Badge>
        <h2 id="draft-changes" className="text-base">{texts.draftSince(since)}</h2>
      </div>
      <div className="flex flex-col gap-3 border-t border-line pt-4">
        {draft.isDirty && <p role="status" className="text-sm text-faint">{texts.unsaved}</p>}
        {!isAlike && <VersionChanges changes={changes} />}
      </div>
    </Card>
  );
}

interface VersionRowProps {
  survey: string;
  version: SurveyVersionSummary;
  by: string;
  isLatest: boolean;
}

function VersionRow({ survey, version: { version, title, question_count, published_at }, by, isLatest }: VersionRowProps) {
  const texts = useTexts().more.versions;
  const { when } = useMoments();
  const [isOpen, setOpen] = useState(isLatest);
  const [since, setSince] = useState(version - 1);
  return (
    <li>
      <Card className="flex flex-col gap-4 p-5">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Badge tone={isLatest ? "good" : "neutral"}>{texts.version(version)}</Badge>
          <span className="min-w-0 flex-1 basis-60">
            <span className="block truncate font-semibold"><bdi>{title}</bdi></span>
            <span className="block text-sm text-faint">{when(published_at)} {texts.by(by)} · {texts.questions(question_count)}</span>
          </span>
          {version > 1 ? <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{texts.show}</Button> : <span className="text-sm text-faint">{texts.first}</span>}
        </div>
        {isOpen && version > 1 && (
          <div className="flex flex-col gap-4 border-t border-line pt-4">
            <SelectField frame="w-56" label={texts.since} value={since} onChange={({ target }) => setSince(Number(target.value))}>
              {Array.from({ length: version - 1 }, (_, i) => version - 1 - i).map((earlier) => (
                <option key={earlier} value={earlier}>{texts.version(earlier)}</option>
              ))}
            </SelectField>
            <ChangesSince {...{ survey, version, since }} />
          </div>
        )}
      </Card>
    </li>
  );
}

function ChangesSince({ survey, version, since }: { survey: string; version: number; since: number }) {
  return <VersionChanges changes={useQuery(changesQuery(survey, version, since))} />;
}
