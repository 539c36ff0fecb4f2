/** All sessions of the organization. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { RadioTower } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, EmptyState, Notice, PageLoading } from "@/components/ui/surface";
import { sessionsQuery } from "@/features/sessions/api/sessions";
import { SessionRows } from "@/features/sessions/components/session-rows";
import { errorMessage } from "@/lib/api/error-message";

export function SessionsPage() {
  const sessions = useInfiniteQuery(sessionsQuery);
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1 className="mb-5 text-headline">Sessions</h1>
      {sessions.isPending && <PageLoading label="Loading sessions" />}
      {sessions.isError && <Notice tone="bad">{errorMessage(sessions.error)}</Notice>}
      {sessions.isSuccess && found.length === 0 && (
        <Card>
          <EmptyState icon={<RadioTower />} title="No session yet" action={<ButtonLink variant="primary" to="/app">To the surveys</ButtonLink>}>
            Start one from a published survey. It gets a six-letter code that people join with.
          </EmptyState>
        </Card>
      )}
      {found.length > 0 && <SessionRows sessions={found} />}
      {sessions.hasNextPage && (
        <Button className="mt-6" busy={sessions.isFetchingNextPage} onClick={() => void sessions.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
