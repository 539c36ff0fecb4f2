/** The pages about the organization itself, side by side; each for those who may see it. */
import { useQuery } from "@tanstack/react-query";
import { NavLink, Outlet } from "react-router";
import { useTexts } from "@/app/use-texts";
import { meQuery, useMay } from "@/lib/api/me";

export function OrganizationFrame() {
  const { data: me } = useQuery(meQuery);
  const { tabs, organization } = useTexts();
  const maySeeKeys = useMay("api_keys:manage");
  const maySeeAudit = useMay("audit:read");
  return (
    <>
      <p className="text-sm font-semibold text-faint">{organization}</p>
      <p className="truncate text-headline font-[650] tracking-tight">{me?.organization.name}</p>
      <nav aria-label={organization} className="mt-4 mb-8 border-b border-line">
        <div className="-mx-4 flex gap-1 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0">
          <Tab to="/app/organization" end>
            {tabs.general}
          </Tab>
          <Tab to="/app/organization/members">{tabs.members}</Tab>
          {maySeeKeys && <Tab to="/app/organization/api-keys">{tabs.apiKeys}</Tab>}
          {maySeeAudit && <Tab to="/app/organization/audit">{tabs.audit}</Tab>}
        </div>
      </nav>
      <Outlet />
    </>
  );
}

function Tab({ to, end = false, children }: { to: string; end?: boolean; children: string }) {
  return (
    <NavLink
      to={to}
      end={end}
      className={({ isActive }) =>
        `-mb-px shrink-0 rounded-t-lg border-b-2 px-3 py-2.5 text-[0.9375rem] font-semibold whitespace-nowrap transition-colors -outline-offset-2 ${isActive ? "border-brand text-brand" : "border-transparent text-muted hover:border-line-strong hover:text-ink"}`
      }
    >
      {children}
    </NavLink>
  );
}
