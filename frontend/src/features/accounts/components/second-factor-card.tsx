/** Two-step login: on or off, and what can be done about it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FailedQuery } from "@/components/ui/failed-query";
import { Badge, Notice, Skeleton } from "@/components/ui/surface";
import { DisableForm } from "@/features/accounts/components/disable-form";
import { EnrolForm } from "@/features/accounts/components/enrol-form";
import { RenewCodesForm } from "@/features/accounts/components/renew-codes-form";
import { SubjectCard } from "@/components/ui/subject-card";
import { useTexts } from "@/features/accounts/use-texts";
import { secondFactorQuery } from "@/lib/api/second-factor";

type Task = "enrol" | "renew" | "disable";

export function SecondFactorCard({ isVerified }: { isVerified: boolean }) {
  const texts = useTexts().twoSteps;
  const factor = useQuery(secondFactorQuery);
  const [task, setTask] = useState<Task | null>(null);
  const close = () => setTask(null);
  const isOn = factor.data?.enabled ?? false;
  return (
    <SubjectCard
      title={texts.title}
      badge={factor.data && (isOn ? <Badge tone="good">{texts.on}</Badge> : <Badge>{texts.off}</Badge>)}
      intro={texts.intro}
      action={
        factor.data &&
        !isOn && (
          <Button variant="primary" disabled={!isVerified} onClick={() => setTask("enrol")}>
            {texts.setUp}
          </Button>
        )
      }
    >
      {factor.isPending && <Skeleton className="h-11" />}
      <FailedQuery query={factor} />
      {factor.data && !isOn && !isVerified && <Notice>{texts.confirmFirst}</Notice>}
      {factor.data && isOn && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted">
            {texts.left(factor.data.recovery_codes_left)}
            {factor.data.required && `; ${texts.required}`}
          </p>
          <div className="flex flex-wrap gap-3">
            <Button onClick={() => setTask("renew")}>{texts.newCodes}</Button>
            {!factor.data.required && (
              <Button variant="danger" onClick={() => setTask("disable")}>
                {texts.switchOff}
              </Button>
            )}
          </div>
        </div>
      )}
      {task && (
        <Dialog open onOpenChange={close} title={texts.tasks[task]}>
          {task === "enrol" && <EnrolForm onDone={close} />}
          {task === "renew" && <RenewCodesForm onDone={close} />}
          {task === "disable" && <DisableForm onDone={close} />}
        </Dialog>
      )}
    </SubjectCard>
  );
}
