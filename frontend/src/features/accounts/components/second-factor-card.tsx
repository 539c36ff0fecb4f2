/** Two-step login: on or off, and what can be done about it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Badge, Notice, Skeleton } from "@/components/ui/surface";
import { DisableForm } from "@/features/accounts/components/disable-form";
import { EnrolForm } from "@/features/accounts/components/enrol-form";
import { RenewCodesForm } from "@/features/accounts/components/renew-codes-form";
import { SubjectCard } from "@/components/ui/subject-card";
import { errorMessage } from "@/lib/api/error-message";
import { secondFactorQuery } from "@/lib/api/second-factor";

type Task = "enrol" | "renew" | "disable";

const TITLES: Record<Task, string> = {
  enrol: "Set up two-step login",
  renew: "New recovery codes",
  disable: "Switch two-step login off",
};

export function SecondFactorCard({ isVerified }: { isVerified: boolean }) {
  const factor = useQuery(secondFactorQuery);
  const [task, setTask] = useState<Task | null>(null);
  const close = () => setTask(null);
  const isOn = factor.data?.enabled ?? false;
  return (
    <SubjectCard
      title="Two-step login"
      badge={factor.data && (isOn ? <Badge tone="good">On</Badge> : <Badge>Off</Badge>)}
      intro="After the password, your account asks for a code of your phone. A stolen password alone opens nothing then."
      action={
        factor.data &&
        !isOn && (
          <Button variant="primary" disabled={!isVerified} onClick={() => setTask("enrol")}>
            Set it up
          </Button>
        )
      }
    >
      {factor.isPending && <Skeleton className="h-11" />}
      {factor.isError && <Notice tone="bad">{errorMessage(factor.error)}</Notice>}
      {factor.data && !isOn && !isVerified && <Notice>Confirm your e-mail address first.</Notice>}
      {factor.data && isOn && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted">
            {factor.data.recovery_codes_left} of 10 recovery codes left{factor.data.required && "; your organization asks for two-step login"}
          </p>
          <div className="flex flex-wrap gap-3">
            <Button onClick={() => setTask("renew")}>New recovery codes</Button>
            {!factor.data.required && (
              <Button variant="danger" onClick={() => setTask("disable")}>
                Switch off
              </Button>
            )}
          </div>
        </div>
      )}
      {task && (
        <Dialog open onOpenChange={close} title={TITLES[task]}>
          {task === "enrol" && <EnrolForm onDone={close} />}
          {task === "renew" && <RenewCodesForm onDone={close} />}
          {task === "disable" && <DisableForm onDone={close} />}
        </Dialog>
      )}
    </SubjectCard>
  );
}
