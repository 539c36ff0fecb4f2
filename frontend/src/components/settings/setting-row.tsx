/** Switches of a question side by side. */
import type { ReactNode } from "react";

export function SettingRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-start gap-x-8 gap-y-3">{children}</div>;
}
