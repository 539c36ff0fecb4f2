/** The first page after the login: what runs, and the surveys. */
import { RunningSessions } from "@/features/sessions/components/running-sessions";
import { SurveysList } from "@/features/surveys/components/surveys-list";

export function DashboardPage() {
  return (
    <>
      <RunningSessions />
      <SurveysList />
    </>
  );
}
