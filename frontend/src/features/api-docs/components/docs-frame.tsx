/** The frame of the pages that describe the interfaces. */
import type { ReactNode } from "react";
import { Link, NavLink } from "react-router";
import { Logo, LogoMark } from "@/components/ui/logo";
import { ThemeToggle } from "@/components/ui/theme-toggle";

const PAGES = [
  { to: "/api/docs", label: "REST" },
  { to: "/api/docs/socket", label: "Socket" },
  { to: "/api/docs/errors", label: "Errors" },
] as const;

export function DocsFrame({ source, children }: { source: string; children: ReactNode }) {
  return (
    <div lang="en" dir="ltr" className="min-h-dvh">
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
          <nav aria-label="Interfaces" className="flex flex-1 gap-1">
            {PAGES.map(({ to, label }) => (
              <NavLink
                key={to}
                to={to}
                end
                className={({ isActive }) =>
                  `rounded-lg px-3 py-2 text-[0.9375rem] font-semibold transition-colors ${isActive ? "bg-brand-soft text-brand" : "text-muted hover:text-ink"}`
                }
              >
                {label}
              </NavLink>
            ))}
          </nav>
          <a href={source} className="hidden font-mono text-sm text-brand underline-offset-4 hover:underline sm:block">
            {source}
          </a>
          <ThemeToggle />
        </div>
      </header>
      <main className="mx-auto max-w-6xl px-4 pt-8 pb-24 sm:px-6">{children}</main>
    </div>
  );
}
