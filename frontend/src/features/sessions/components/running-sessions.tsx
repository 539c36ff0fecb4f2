/** What runs right now, for the top of the dashboard; nothing where nothing does. */
import { useQuery } from "@tanstack/react-query";
import { runningQuery } from "@/features/sessions/api/sessions";
import { SessionRows } from "@/features/sessions/components/session-rows";
import { useTexts } from "@/features/sessions/use-texts";

export function RunningSessions() {
  const texts = useTexts().list;
  const running = useQuery(runningQuery).data?.items ?? [];
  if (running.length === 0) return null;
  return (
    <section aria-labelledby="running-title" className="mb-10 animate-rise">
      <h2 id="running-title" className="mb-4 text-title">{texts.running}</h2>
      <SessionRows sessions={running} />
    </section>
  );
}
