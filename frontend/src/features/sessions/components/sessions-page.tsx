/** All sessions of the organization. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { RadioTower } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FailedQuery } from "@/components/ui/failed-query";
import { Card, EmptyState, PageLoading } from "@/components/ui/surface";
import { sessionsQuery } from "@/features/sessions/api/sessions";
import { SessionRows } from "@/features/sessions/components/session-rows";
import { useTexts } from "@/features/sessions/use-texts";
import { usePhrases } from "@/lib/i18n/phrases";

export function SessionsPage() {
  const texts = useTexts().list;
  const phrases = usePhrases();
  const sessions = useInfiniteQuery(sessionsQuery);
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1 className="mb-5 text-headline">{texts.title}</h1>
      {sessions.isPending && <PageLoading label={texts.loading} />}
      <FailedQuery query={sessions} className="mb-4" />
      {sessions.isSuccess && found.length === 0 && (
        <Card>
          <EmptyState icon={<RadioTower />} title={texts.empty} action={<ButtonLink variant="primary" to="/app">{texts.toSurveys}</ButtonLink>}>
            {texts.emptyHint}
          </EmptyState>
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
