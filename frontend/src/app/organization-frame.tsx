/** The pages about the organization itself, side by side; each for those who may see it. */
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "react-router";
import { Tab, Tabs } from "@/app/tab";
import { useTexts } from "@/app/use-texts";
import { meQuery, useMay } from "@/lib/api/me";

export function OrganizationFrame() {
  const { data: me } = useQuery(meQuery);
  const { tabs, organization } = useTexts();
  const maySeeKeys = useMay("api_keys:manage");
  const maySeeWebhooks = useMay("webhooks:manage");
  const maySeeJobs = useMay("organization:manage");
  const maySeeAudit = useMay("audit:read");
  return (
    <>
      <p className="mb-1 text-sm font-semibold text-faint">{organization}</p>
      <p className="truncate text-headline font-[650] tracking-tight"><bdi>{me?.organization.name}</bdi></p>
      <Tabs label={organization}>
        <Tab to="/app/organization" end>
          {tabs.general}
        </Tab>
        <Tab to="/app/organization/members">{tabs.members}</Tab>
        {maySeeKeys && <Tab to="/app/organization/api-keys">{tabs.apiKeys}</Tab>}
        {maySeeWebhooks && <Tab to="/app/organization/webhooks">{tabs.webhooks}</Tab>}
        {maySeeJobs && <Tab to="/app/organization/jobs">{tabs.jobs}</Tab>}
        {maySeeAudit && <Tab to="/app/organization/audit">{tabs.audit}</Tab>}
      </Tabs>
      <Outlet />
    </>
  );
}
