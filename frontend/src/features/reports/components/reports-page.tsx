/** The reports of a session: those that are there, and those in the making. */
import { FilePlus2, FileText } from "lucide-react";
import { useState } from "react";
import { useOutletContext } from "react-router";
import { Button } from "@/components/ui/button";
import { PagedRows } from "@/components/ui/paged-rows";
import { useLiveReports } from "@/features/reports/api/use-live-reports";
import { NewReportDialog } from "@/features/reports/components/new-report-dialog";
import { PlanCard } from "@/features/reports/components/plan-card";
import { ReportRow } from "@/features/reports/components/report-row";
import { useTexts } from "@/features/reports/use-texts";
import type { Session } from "@/lib/api/schema";

export function ReportsPage() {
  const session = useOutletContext<Session>();
  const texts = useTexts();
  const [isMaking, setIsMaking] = useState(false);
  return (
    <section aria-labelledby="reports-title">
      <div className="mb-5 flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-2xl">
          <h1 id="reports-title" className="text-title">
            {texts.title}
          </h1>
          <p className="mt-1 text-pretty text-muted">{texts.intro}</p>
        </div>
        <Button variant="primary" onClick={() => setIsMaking(true)}>
          <FilePlus2 aria-hidden="true" className="size-5" /> {texts.create}
        </Button>
      </div>
      <PagedRows query={useLiveReports(session.id)} placeholders={2} empty={{ icon: <FileText />, title: texts.empty, hint: texts.emptyHint }} row={(report) => <ReportRow key={report.id} report={report} session={session} />} />
      <div className="mt-8">
        <PlanCard session={session} />
      </div>
      {isMaking && <NewReportDialog session={session} onClose={() => setIsMaking(false)} />}
    </section>
  );
}
