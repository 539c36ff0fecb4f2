/** The frame of the facilitators' pages; strangers are sent to the login and come back. */
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, NavLink, Outlet, useLocation } from "react-router";
import { Button } from "@/components/ui/button";
import { Logo, LogoMark } from "@/components/ui/logo";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { AccountMenu } from "@/features/accounts/components/account-menu";
import { errorMessage } from "@/lib/api/error-message";
import { meQuery } from "@/lib/api/me";
import type { Me } from "@/lib/api/schema";
import { CloudOff } from "lucide-react";

export function MembersOnly() {
  const me = useQuery(meQuery);
  const location = useLocation();
  if (me.isPending) return <PageLoading />;
  if (me.isError)
    return (
      <EmptyState icon={<CloudOff />} title="ImpactPulse cannot be reached" action={<Button onClick={() => void me.refetch()}>Try again</Button>}>
        {errorMessage(me.error)}
      </EmptyState>
    );
  if (me.data === null) return <Navigate to="/login" replace state={{ from: location.pathname }} />;
  return <Outlet context={me.data} />;
}

export function AppShell() {
  const { data: me } = useQuery(meQuery);
  return (
    <div className="min-h-dvh">
      <a href="#main" className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2">
        Skip to content
      </a>
      {me && <TopBar me={me} />}
      <main id="main" className="mx-auto max-w-6xl px-4 pt-8 pb-24 sm:px-6">
        <Outlet />
      </main>
    </div>
  );
}

function TopBar({ me }: { me: Me }) {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface/90 backdrop-blur">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-2 px-4 sm:gap-6 sm:px-6">
        <Link to="/app" aria-label="ImpactPulse" className="rounded-lg">
          <span className="hidden sm:block">
            <Logo />
          </span>
          <span className="sm:hidden">
            <LogoMark />
          </span>
        </Link>
        <nav aria-label="Main" className="flex flex-1 gap-1">
          <TopLink to="/app" end>
            Surveys
          </TopLink>
          <TopLink to="/app/sessions">Sessions</TopLink>
        </nav>
        <span className="hidden max-w-48 truncate text-sm font-medium text-faint md:block">{me.organization.name}</span>
        <ThemeToggle />
        <AccountMenu me={me} />
      </div>
    </header>
  );
}

function TopLink({ to, end = false, children }: { to: string; end?: boolean; children: string }) {
  return (
    <NavLink
      to={to}
      end={end}
      className={({ isActive }) =>
        `rounded-lg px-3 py-2 text-[0.9375rem] font-semibold transition-colors ${isActive ? "bg-brand-soft text-brand" : "text-muted hover:text-ink"}`
      }
    >
      {children}
    </NavLink>
  );
}
