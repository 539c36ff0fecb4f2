/** Whether every member logs in in two steps. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Dialog } from "@/components/ui/dialog";
import { FailedQuery } from "@/components/ui/failed-query";
import { SubjectCard } from "@/components/ui/subject-card";
import { Badge, Notice, Skeleton } from "@/components/ui/surface";
import { Switch } from "@/components/ui/switch";
import { organizationQuery, useRequireSecondFactor } from "@/features/organizations/api/organizations";
import { useTexts } from "@/features/organizations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { secondFactorQuery } from "@/lib/api/second-factor";
import { usePhrases } from "@/lib/i18n/phrases";

export function LoginPolicyCard({ mayManage }: { mayManage: boolean }) {
  const texts = useTexts().policy;
  const phrases = usePhrases();
  const factor = useQuery(secondFactorQuery);
  const { data: organization } = useQuery(organizationQuery);
  const require = useRequireSecondFactor();
  const [isAsking, setIsAsking] = useState(false);
  const isRequired = require.isPending ? require.variables.required : (factor.data?.required ?? false);
  const wasBehind = require.error instanceof ApiError && require.error.status === 412;
  const isLockedOut = factor.data !== undefined && !factor.data.enabled && !isRequired;
  const change = (required: boolean) => organization && require.mutate({ required, basedOn: organization.version });
  const confirm = () => {
    setIsAsking(false);
    change(true);
  };
  return (
    <SubjectCard title={texts.title} badge={factor.data && (isRequired ? <Badge tone="good">{texts.on}</Badge> : <Badge>{texts.off}</Badge>)} intro={texts.intro}>
      {factor.isPending && <Skeleton className="h-6 w-72" />}
      <FailedQuery query={factor} />
      {require.error && (wasBehind ? <Notice tone="mark">{texts.conflict}</Notice> : <Notice tone="bad">{errorMessage(require.error)}</Notice>)}
      {factor.data && mayManage && (
        <Switch label={texts.label} checked={isRequired} busy={require.isPending} disabled={isLockedOut || !organization} onChange={(on) => (on ? setIsAsking(true) : change(false))} />
      )}
      {factor.data && mayManage && isLockedOut && (
        <Notice action={<ButtonLink size="sm" to="/app/account">{texts.toAccount}</ButtonLink>}>{texts.ownFirst}</Notice>
      )}
      {factor.data && !mayManage && <p className="text-sm text-faint">{texts.readOnly}</p>}
      <Dialog open={isAsking} onOpenChange={setIsAsking} title={texts.confirmTitle} description={texts.confirmText}>
        <div className="flex justify-end gap-3">
          <Button onClick={() => setIsAsking(false)}>{phrases.cancel}</Button>
          <Button variant="primary" onClick={confirm}>
            {texts.confirm}
          </Button>
        </div>
      </Dialog>
    </SubjectCard>
  );
}
