/** One subject of the account page. */
import type { ReactNode } from "react";
import { Card } from "@/components/ui/surface";

interface SecurityCardProps {
  title: string;
  badge?: ReactNode;
  intro: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

export function SecurityCard({ title, badge, intro, action, children }: SecurityCardProps) {
  return (
    <Card aria-label={title} className="flex flex-col gap-5 p-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex flex-wrap items-center gap-3 text-xl">
            {title}
            {badge}
          </h2>
          <div className="mt-1 text-pretty text-muted">{intro}</div>
        </div>
        {action}
      </div>
      {children}
    </Card>
  );
}
