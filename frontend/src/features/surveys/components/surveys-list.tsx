/** The organization's surveys. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Archive, FilePlus2, SearchX } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { Card, EmptyState, Notice, Skeleton } from "@/components/ui/surface";
import type { SurveySearch } from "@/features/surveys/api/survey-search";
import { surveysQuery } from "@/features/surveys/api/surveys";
import { useSurveySearch } from "@/features/surveys/api/use-survey-search";
import { NewSurvey } from "@/features/surveys/components/new-survey";
import { StartSession } from "@/features/surveys/components/start-session";
import { SurveyRow } from "@/features/surveys/components/survey-row";
import { SurveySearchBar } from "@/features/surveys/components/survey-search-bar";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMayEdit } from "@/lib/api/me";
import type { SurveySummary } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function SurveysList() {
  const { list: texts } = useTexts().collection;
  const phrases = usePhrases();
  const { search, typed, type, ask } = useSurveySearch();
  const surveys = useInfiniteQuery(surveysQuery(search));
  const mayEdit = useMayEdit();
  const [starting, setStarting] = useState<SurveySummary | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const found = surveys.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = surveys.isSuccess && !surveys.isPlaceholderData && found.length === 0;
  const isSearch = search.q !== "" || search.archived;
  const mayStart = (survey: SurveySummary) => mayEdit && survey.published_version !== null && survey.archived_at === null;
  return (
    <section aria-labelledby="surveys-title">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-4">
        <h1 id="surveys-title" className="text-headline">{texts.title}</h1>
        {mayEdit && (found.length > 0 || isSearch) && <NewSurvey />}
      </div>
      {(found.length > 0 || isSearch) && <SurveySearchBar text={typed} search={search} onType={type} onAsk={ask} />}
      {surveys.isPending && <ListSkeleton label={texts.loading} />}
      <FailedQuery query={surveys} className="mb-4" />
      {failure !== null && <Notice tone="bad" className="mb-4">{errorMessage(failure)}</Notice>}
      {isEmpty && <Nothing search={search} onShowAll={() => ask({ q: "" })} />}
      <ul className="grid gap-4 md:grid-cols-2">
        {found.map((survey) => (
          <SurveyRow key={survey.id} survey={survey} onStart={mayStart(survey) ? () => setStarting(survey) : null} onError={setFailure} />
        ))}
      </ul>
      {surveys.hasNextPage && (
        <Button className="mt-6" busy={surveys.isFetchingNextPage} onClick={() => void surveys.fetchNextPage()}>
          {phrases.showMore}
        </Button>
      )}
      {starting && <StartSession survey={starting} open onOpenChange={(open) => !open && setStarting(null)} />}
    </section>
  );
}

function Nothing({ search, onShowAll }: { search: SurveySearch; onShowAll: () => void }) {
  const { list: texts } = useTexts().collection;
  const mayEdit = useMayEdit();
  return (
    <Card>
      {search.q !== "" ? (
        <EmptyState icon={<SearchX />} title={texts.nothingFound} action={<Button onClick={onShowAll}>{texts.showAll}</Button>}>
          {texts.noTitleHolds(search.q)}
        </EmptyState>
      ) : search.archived ? (
        <EmptyState icon={<Archive />} title={texts.noneArchived}>
          {texts.noneArchivedHint}
        </EmptyState>
      ) : (
        <EmptyState icon={<FilePlus2 />} title={texts.first} action={mayEdit && <NewSurvey />}>
          {texts.firstHint}
        </EmptyState>
      )}
    </Card>
  );
}

function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-4 md:grid-cols-2">
      {[0, 1, 2, 3].map((i) => (
        <Card key={i} className="flex flex-col gap-4 p-5">
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-1/3" />
        </Card>
      ))}
    </div>
  );
}
