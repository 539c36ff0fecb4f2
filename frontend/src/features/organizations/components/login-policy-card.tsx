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
import { useRequireSecondFactor } from "@/features/organizations/api/organizations";
import { useTexts } from "@/features/organizations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { secondFactorQuery } from "@/lib/api/second-factor";
import { usePhrases } from "@/lib/i18n/phrases";

export function LoginPolicyCard({ mayManage }: { mayManage: boolean }) {
  const texts = useTexts().policy;
  const phrases = usePhrases();
  const factor = useQuery(secondFactorQuery);
  const require = useRequireSecondFactor();
  const [isAsking, setIsAsking] = useState(false);
  const isRequired = require.isPending ? require.variables : (factor.data?.required ?? false);
  const isLockedOut = factor.data !== undefined && !factor.data.enabled && !isRequired;
  const confirm = () => {
    setIsAsking(false);
    require.mutate(true);
  };
  return (
    <SubjectCard title={texts.title} badge={factor.data && (isRequired ? <Badge tone="good">{texts.on}</Badge> : <Badge>{texts.off}</Badge>)} intro={texts.intro}>
      {factor.isPending && <Skeleton className="h-6 w-72" />}
      <FailedQuery query={factor} />
      {require.error && <Notice tone="bad">{errorMessage(require.error)}</Notice>}
      {factor.data && mayManage && (
        <Switch label={texts.label} checked={isRequired} disabled={require.isPending || isLockedOut} onChange={(on) => (on ? setIsAsking(true) : require.mutate(false))} />
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
