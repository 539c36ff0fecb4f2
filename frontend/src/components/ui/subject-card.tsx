/** One subject of a settings page: what it is, how it stands, and what can be done about it. */
import type { ReactNode } from "react";
import { Card } from "@/components/ui/surface";

interface SubjectCardProps {
  title: string;
  badge?: ReactNode;
  intro: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

export function SubjectCard({ title, badge, intro, action, children }: SubjectCardProps) {
  return (
    <Card aria-label={title} className="flex flex-col gap-5 p-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xl">
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
