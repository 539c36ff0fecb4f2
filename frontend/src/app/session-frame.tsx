/** The pages about one session, side by side; its live screen is a page of its own. */
import { useQuery } from "@tanstack/react-query";
import { RadioTower } from "lucide-react";
import { Outlet, useParams } from "react-router";
import { Tab, Tabs } from "@/app/tab";
import { useTexts } from "@/app/use-texts";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import { StatusBadge } from "@/features/sessions/components/status-badge";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import { sessionQuery } from "@/lib/api/session";
import { usePhrases } from "@/lib/i18n/phrases";

/** People come in, and no channel tells these pages. */
const REFRESH_MS = 10_000;

export function SessionFrame() {
  const { sessionId = "" } = useParams();
  const texts = useTexts().session;
  const phrases = usePhrases();
  const session = useQuery({ ...sessionQuery(sessionId), refetchInterval: ({ state }) => (state.data?.state.phase === "ended" ? false : REFRESH_MS) });
  const maySee = useMay("results:read");
  const mayInvite = useMay("invitations:manage");
  const mayExport = useMay("results:export");
  if (session.isPending) return <PageLoading label={phrases.loading} />;
  if (session.isLoadingError)
    return (
      <EmptyState icon={<RadioTower />} title={texts.unavailable} action={<Button onClick={() => void session.refetch()}>{phrases.tryAgain}</Button>}>
        {errorMessage(session.error)}
      </EmptyState>
    );
  const { title, mode, status } = session.data;
  const address = `/app/sessions/${sessionId}`;
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0 flex-1 basis-64">
          <p className="mb-1 flex items-center gap-3 text-sm font-semibold text-faint">
            {texts.modes[mode]}
            <StatusBadge status={status} />
          </p>
          <p className="text-headline font-[650] tracking-tight break-words"><bdi>{title}</bdi></p>
        </div>
        <ButtonLink to={address}>
          <RadioTower aria-hidden="true" className="size-4" /> {texts.live}
        </ButtonLink>
      </div>
      <Tabs label={texts.pages}>
        {maySee && <Tab to={`${address}/results`}>{texts.results}</Tab>}
        {maySee && <Tab to={`${address}/comparison`}>{texts.comparison}</Tab>}
        <Tab to={`${address}/participants`}>{texts.participants}</Tab>
        {mayInvite && <Tab to={`${address}/invitations`}>{texts.invitations}</Tab>}
        {mayInvite && <Tab to={`${address}/mails`}>{texts.mails}</Tab>}
        {mayExport && <Tab to={`${address}/reports`}>{texts.reports}</Tab>}
      </Tabs>
      <Outlet context={session.data} />
    </>
  );
}
