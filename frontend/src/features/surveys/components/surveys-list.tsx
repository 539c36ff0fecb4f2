/** The organization's surveys. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { FilePlus2, Pencil, Play, Plus, SearchX } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Badge, Card, EmptyState, Notice, Skeleton } from "@/components/ui/surface";
import { surveysQuery, useCreateSurvey } from "@/features/surveys/api/surveys";
import { useSurveySearch } from "@/features/surveys/api/use-survey-search";
import { StartSession } from "@/features/surveys/components/start-session";
import { SurveySearchBar } from "@/features/surveys/components/survey-search-bar";
import { errorMessage } from "@/lib/api/error-message";
import { useMayEdit } from "@/lib/api/me";
import type { SurveySummary } from "@/lib/api/schema";
import { useNow } from "@/lib/use-now";
import { ago, countOf } from "@/lib/wording";

export function SurveysList() {
  const { search, typed, type, ask } = useSurveySearch();
  const surveys = useInfiniteQuery(surveysQuery(search));
  const mayEdit = useMayEdit();
  const [starting, setStarting] = useState<SurveySummary | null>(null);
  const found = surveys.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = surveys.isSuccess && !surveys.isPlaceholderData && found.length === 0;
  return (
    <section aria-labelledby="surveys-title">
      <div className="mb-5 flex items-center justify-between gap-4">
        <h1 id="surveys-title" className="text-headline">Surveys</h1>
        {mayEdit && found.length > 0 && <NewSurvey />}
      </div>
      {(found.length > 0 || search.q !== "") && <SurveySearchBar text={typed} sort={search.sort} onType={type} onSort={(sort) => ask({ sort })} />}
      {surveys.isPending && <ListSkeleton />}
      {surveys.isError && (
        <Notice tone="bad" action={<Button size="sm" onClick={() => void surveys.refetch()}>Try again</Button>}>
          {errorMessage(surveys.error)}
        </Notice>
      )}
      {isEmpty && search.q !== "" && (
        <Card>
          <EmptyState icon={<SearchX />} title="Nothing found" action={<Button onClick={() => ask({ q: "" })}>Show all surveys</Button>}>
            No title holds “{search.q}”.
          </EmptyState>
        </Card>
      )}
      {isEmpty && search.q === "" && (
        <Card>
          <EmptyState icon={<FilePlus2 />} title="Your first survey" action={mayEdit && <NewSurvey />}>
            Write a few questions, publish them, and start a session. People join with a six-letter code; no app, no account.
          </EmptyState>
        </Card>
      )}
      <ul className="grid gap-4 md:grid-cols-2">
        {found.map((survey) => (
          <SurveyRow key={survey.id} survey={survey} onStart={mayEdit && survey.published_version !== null ? () => setStarting(survey) : null} />
        ))}
      </ul>
      {surveys.hasNextPage && (
        <Button className="mt-6" busy={surveys.isFetchingNextPage} onClick={() => void surveys.fetchNextPage()}>
          Show more
        </Button>
      )}
      {starting && <StartSession survey={starting} open onOpenChange={(open) => !open && setStarting(null)} />}
    </section>
  );
}

function NewSurvey() {
  const create = useCreateSurvey();
  const navigate = useNavigate();
  return (
    <Button variant="primary" busy={create.isPending} onClick={() => create.mutate("Untitled survey", { onSuccess: ({ id }) => void navigate(`/app/surveys/${id}`) })}>
      <Plus className="size-5" /> New survey
    </Button>
  );
}

function SurveyRow({ survey, onStart }: { survey: SurveySummary; onStart: (() => void) | null }) {
  const now = useNow(30_000);
  return (
    <li>
      <Card className="group relative flex h-full flex-col p-5 transition hover:ring-line-strong">
        <div className="flex items-start justify-between gap-3">
          <h2 className="min-w-0 text-lg leading-snug">
            <Link to={`/app/surveys/${survey.id}`} className="rounded after:absolute after:inset-0 after:rounded-card">
              {survey.title}
            </Link>
          </h2>
          {survey.published_version === null ? <Badge>Draft</Badge> : <Badge tone="good">Version {survey.published_version}</Badge>}
        </div>
        {survey.description && <p className="mt-1.5 line-clamp-2 text-muted">{survey.description}</p>}
        <div className="mt-auto flex items-center justify-between gap-3 pt-5">
          <p className="text-sm text-faint">
            {countOf(survey.question_count, "question")} · edited {ago(survey.updated_at, now)}
          </p>
          <span className="relative flex gap-2">
            {onStart ? (
              <Button size="sm" onClick={onStart} aria-label={`Start a session of ${survey.title}`}>
                <Play className="size-4 fill-brand text-brand" /> Start
              </Button>
            ) : (
              <ButtonLink size="sm" to={`/app/surveys/${survey.id}`} aria-label={`Edit ${survey.title}`}>
                <Pencil className="size-4" /> Edit
              </ButtonLink>
            )}
          </span>
        </div>
      </Card>
    </li>
  );
}

function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading surveys" className="grid gap-4 md:grid-cols-2">
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
