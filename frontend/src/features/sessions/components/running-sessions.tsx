/** What runs right now, for the top of the dashboard; nothing where nothing does. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { sessionsQuery } from "@/features/sessions/api/sessions";
import { SessionRows } from "@/features/sessions/components/session-rows";
import { useTexts } from "@/features/sessions/use-texts";

const MOST = 4;

export function RunningSessions() {
  const texts = useTexts().list;
  const { data } = useInfiniteQuery(sessionsQuery);
  const running = (data?.pages[0]?.items ?? []).filter((session) => session.state.phase !== "ended").slice(0, MOST);
  if (running.length === 0) return null;
  return (
    <section aria-labelledby="running-title" className="mb-10 animate-rise">
      <h2 id="running-title" className="mb-4 text-title">{texts.running}</h2>
      <SessionRows sessions={running} />
    </section>
  );
}
