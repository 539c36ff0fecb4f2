/** The organization as a whole: its name, how its members log in, whose it is, and the way out. */
import { useQuery } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card, EmptyState, Skeleton } from "@/components/ui/surface";
import { organizationQuery } from "@/features/organizations/api/organizations";
import { DeletionCard, DeletionNotice } from "@/features/organizations/components/deletion-card";
import { LeaveCard } from "@/features/organizations/components/leave-card";
import { LoginPolicyCard } from "@/features/organizations/components/login-policy-card";
import { NameCard } from "@/features/organizations/components/name-card";
import { OwnershipCard } from "@/features/organizations/components/ownership-card";
import { SurveyDefaultsCard } from "@/features/organizations/components/survey-defaults-card";
import { useTexts } from "@/features/organizations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { meQuery, useMay } from "@/lib/api/me";
import { useMemberName } from "@/lib/api/members";
import type { Me, OrganizationDetail } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";

export function GeneralPage() {
  const { data: me } = useQuery(meQuery);
  const organization = useQuery(organizationQuery);
  const mayManage = useMay("organization:manage");
  const texts = useTexts();
  const phrases = usePhrases();
  if (!me) return null;
  if (organization.isLoadingError)
    return (
      <EmptyState icon={<Building2 />} title={errorMessage(organization.error)} action={<Button onClick={() => void organization.refetch()}>{phrases.tryAgain}</Button>} />
    );
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <h1 className="sr-only">{texts.general.title}</h1>
      <div className="flex flex-col gap-6">
        {organization.data && <DeletionNotice organization={organization.data} isOwner={me.role === "owner"} />}
        {organization.isPending ? <CardsLoading /> : mayManage && <NameCard key={organization.data.id} organization={organization.data} />}
        {organization.data && mayManage && <SurveyDefaultsCard key={`defaults-${organization.data.id}`} organization={organization.data.name} />}
        <LoginPolicyCard mayManage={mayManage} />
        {me.role === "owner" && <OwnershipCard me={me} />}
        <LeaveCard me={me} />
        {organization.data && me.role === "owner" && <DeletionCard organization={organization.data} />}
      </div>
      <aside>{organization.data && <Facts me={me} organization={organization.data} />}</aside>
    </div>
  );
}

function Facts({ me, organization }: { me: Me; organization: OrganizationDetail }) {
  const texts = useTexts().general;
  const { roles } = usePhrases();
  const { day } = useMoments();
  const nameOf = useMemberName();
  const owner = organization.owner === me.user.id ? texts.you : nameOf(organization.owner);
  const facts = [
    [texts.owner, owner === organization.owner ? texts.unknownOwner : owner],
    [texts.yourRole, roles[me.role]],
    [texts.created, day(organization.created_at)],
    [texts.identifier, organization.id],
  ] as const;
  return (
    <Card className="p-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-[0.9375rem] lg:grid-cols-1">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-sm text-faint">{name}</dt>
            <dd className={name === texts.identifier ? "font-mono text-sm break-all" : "font-semibold"}><bdi>{value}</bdi></dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function CardsLoading() {
  const { loading } = usePhrases();
  return (
    <Card role="status" aria-label={loading} className="flex flex-col gap-4 p-6">
      <Skeleton className="h-6 w-40" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-11 w-full" />
    </Card>
  );
}
