/** When those who are invited get mail: the plan, a trial run of it, and what became of the mails. */
import { useQuery } from "@tanstack/react-query";
import { useOutletContext } from "react-router";
import { FailedQuery } from "@/components/ui/failed-query";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Notice } from "@/components/ui/surface";
import { planQuery } from "@/features/mails/api/mails";
import { PlanEditor } from "@/features/mails/components/plan-editor";
import { TrialCard } from "@/features/mails/components/trial-card";
import { WavesCard } from "@/features/mails/components/waves-card";
import { useTexts } from "@/features/mails/use-texts";
import type { Session } from "@/lib/api/schema";

export function MailsPage() {
  const session = useOutletContext<Session>();
  const texts = useTexts();
  const plan = useQuery(planQuery(session.id));
  const isOver = session.state.phase === "ended";
  return (
    <section aria-labelledby="mails-title" className="flex flex-col gap-6">
      <div className="max-w-2xl">
        <h1 id="mails-title" className="text-title">
          {texts.title}
        </h1>
        <p className="mt-1 text-pretty text-muted">{texts.intro}</p>
      </div>
      {isOver && <Notice>{texts.over}</Notice>}
      {plan.isPending && <RowsLoading rows={3} />}
      <FailedQuery query={plan} />
      {plan.data?.plan && <WavesCard plan={plan.data} />}
      {plan.data && !isOver && <PlanEditor session={session} stored={plan.data} />}
      {plan.data?.plan && !isOver && <TrialCard session={session} plan={plan.data} />}
    </section>
  );
}
