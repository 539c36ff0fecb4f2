/** The first line of a phone: whose survey it is, and what it is called. */
import type { ReactNode } from "react";

interface HeaderBarProps {
  logo: string | null | undefined;
  title: string;
  /** What can be done here. */
  children: ReactNode;
}

export function HeaderBar({ logo, title, children }: HeaderBarProps) {
  return (
    <div className="flex min-h-14 items-center gap-3 ps-5 pe-3">
      {logo && <img src={`/api/v1/images/${logo}`} alt="" className="h-8 max-w-28 object-contain" />}
      <p dir="auto" className="line-clamp-2 min-w-0 flex-1 text-start text-[0.9375rem] leading-tight font-semibold wrap-anywhere text-muted">{title}</p>
      {children}
    </div>
  );
}
