/** The sessions of the organization: found by title, by how they stand, and by their survey. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { RadioTower, SearchX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FailedQuery } from "@/components/ui/failed-query";
import { Card, EmptyState, PageLoading } from "@/components/ui/surface";
import { isNarrowed } from "@/features/sessions/api/session-search";
import { sessionsQuery } from "@/features/sessions/api/sessions";
import { useSessionSearch } from "@/features/sessions/api/use-session-search";
import { SessionRows } from "@/features/sessions/components/session-rows";
import { SessionSearchBar } from "@/features/sessions/components/session-search-bar";
import { useTexts } from "@/features/sessions/use-texts";
import { usePhrases } from "@/lib/i18n/phrases";

export function SessionsPage() {
  const texts = useTexts().list;
  const phrases = usePhrases();
  const { search, typed, type, ask } = useSessionSearch();
  const sessions = useInfiniteQuery(sessionsQuery(search));
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = sessions.isSuccess && !sessions.isPlaceholderData && found.length === 0;
  return (
    <>
      <h1 className="mb-5 text-headline">{texts.title}</h1>
      {(isNarrowed(search) || found.length > 0 || isEmpty) && <SessionSearchBar text={typed} search={search} onType={type} onAsk={ask} />}
      {sessions.isPending && <PageLoading label={texts.loading} />}
      <FailedQuery query={sessions} className="mb-4" />
      {isEmpty && (
        <Card>
          {isNarrowed(search) ? (
            <EmptyState icon={<SearchX />} title={texts.nothingFound} action={<Button onClick={() => ask({ q: "", shelf: "current", survey: "" })}>{texts.showAll}</Button>}>
              {texts.nothingFoundHint}
            </EmptyState>
          ) : (
            <EmptyState icon={<RadioTower />} title={texts.empty} action={<ButtonLink variant="primary" to="/app">{texts.toSurveys}</ButtonLink>}>
              {texts.emptyHint}
            </EmptyState>
          )}
        </Card>
      )}
      {found.length > 0 && <SessionRows sessions={found} />}
      {sessions.hasNextPage && (
        <Button className="mt-6" busy={sessions.isFetchingNextPage} onClick={() => void sessions.fetchNextPage()}>
          {phrases.showMore}
        </Button>
      )}
    </>
  );
}
