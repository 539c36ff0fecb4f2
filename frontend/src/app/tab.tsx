/** A row of links to pages that stand side by side. */
import { type ReactNode, useRef } from "react";
import { NavLink, useLocation } from "react-router";
import { useOpenInView } from "@/components/ui/use-open-in-view";

export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  useOpenInView(row, pathname);
  return (
    <nav aria-label={label} className="mt-4 mb-8 border-b border-line">
      <div ref={row} className="-mx-4 flex gap-1 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0">{children}</div>
    </nav>
  );
}

export function Tab({ to, end = false, children }: { to: string; end?: boolean; children: string }) {
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
