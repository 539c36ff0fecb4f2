/** The frame of the facilitators' pages; strangers are sent to the login and come back. */
import { useQuery } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { Link, Navigate, Outlet, useLocation } from "react-router";
import { useFetchedAhead } from "@/app/use-fetched-ahead";
import { useTexts } from "@/app/use-texts";
import { Afterwards } from "@/components/ui/afterwards";
import { Button } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { AccountMenu } from "@/features/accounts/components/account-menu";
import { OrganizationSwitcher } from "@/features/organizations/components/organization-switcher";
import { SwitchedElsewhere } from "@/features/organizations/components/switched-elsewhere";
import { errorMessage } from "@/lib/api/error-message";
import { meQuery } from "@/lib/api/me";
import type { Me } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function MembersOnly() {
  useFetchedAhead();
  const me = useQuery(meQuery);
  const location = useLocation();
  const texts = useTexts();
  const phrases = usePhrases();
  if (me.isPending) return <PageLoading label={phrases.loading} />;
  if (me.isLoadingError)
    return (
      <EmptyState icon={<CloudOff />} title={texts.unreachable} action={<Button onClick={() => void me.refetch()}>{phrases.tryAgain}</Button>}>
        {errorMessage(me.error)}
      </EmptyState>
    );
  if (me.data === null) return <Navigate to="/login" replace state={{ from: `${location.pathname}${location.search}${location.hash}` }} />;
  return (
    <Afterwards instead={<PageLoading label={phrases.loading} />}>
      <Outlet context={me.data} />
    </Afterwards>
  );
}

export function AppShell() {
  const { data: me } = useQuery(meQuery);
  const texts = useTexts();
  return (
    <div className="min-h-dvh">
      <a href="#main" className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:start-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2">
        {texts.skip}
      </a>
      {me && <TopBar me={me} />}
      {/* Nothing of one organization stays on the screen in another. */}
      <main key={me?.organization.id} id="main" className="mx-auto max-w-6xl px-4 pt-8 pb-24 sm:px-6">
        {me && <SwitchedElsewhere organization={me.organization} />}
        <Outlet />
      </main>
    </div>
  );
}

function TopBar({ me }: { me: Me }) {
  const texts = useTexts();
  const { pathname } = useLocation();
  const isAmongSurveys = /^\/app(\/?$|\/surveys\/|\/templates)/.test(pathname);
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface/90 backdrop-blur">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-1 px-3 sm:gap-4 sm:px-6">
        <Link to="/app" aria-label="ImpactPulse" className="hidden rounded-lg lg:block">
          <Logo />
        </Link>
        <OrganizationSwitcher me={me} />
        <nav aria-label={texts.main} className="flex min-w-0 flex-1 sm:gap-1">
          <TopLink to="/app" isHere={isAmongSurveys}>
            {texts.surveys}
          </TopLink>
          <TopLink to="/app/sessions" isHere={isBelow(pathname, "/app/sessions")}>
            {texts.sessions}
          </TopLink>
          <TopLink to="/app/organization" isHere={isBelow(pathname, "/app/organization")} className="hidden md:block">
            {texts.organization}
          </TopLink>
        </nav>
        <ThemeToggle />
        <AccountMenu me={me} />
      </div>
    </header>
  );
}

function isBelow(pathname: string, top: string): boolean {
  return `${pathname}/`.startsWith(`${top}/`);
}

interface TopLinkProps {
  to: string;
  /** Whether the page that is open is one of those that it leads to. */
  isHere: boolean;
  className?: string;
  children: string;
}

function TopLink({ to, isHere, className = "", children }: TopLinkProps) {
  return (
    <Link
      to={to}
      aria-current={isHere ? "true" : undefined}
      className={`rounded-lg px-2.5 py-2 text-[0.9375rem] font-semibold transition-colors sm:px-3 ${className} ${isHere ? "bg-brand-soft text-brand" : "text-muted hover:text-ink"}`}
    >
      {children}
    </Link>
  );
}
