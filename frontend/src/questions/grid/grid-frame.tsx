/** The square between the axes, with their words at its edges; it runs from left to right in every language. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { Grid } from "@/lib/questions/question";

export function GridFrame({ question: { x_axis, y_axis }, large = false, children }: { question: Grid; large?: boolean; children: ReactNode }) {
  const end = clsx("min-w-0 truncate text-muted", large ? "text-wall" : "text-[0.8125rem]");
  return (
    <div dir="ltr" className={clsx("grid gap-x-1.5", large ? "grid-cols-[2.5rem_minmax(0,1fr)]" : "grid-cols-[1.5rem_minmax(0,1fr)]")}>
      <div aria-hidden="true" className="flex rotate-180 items-center justify-between gap-2 [writing-mode:vertical-rl]">
        <bdi className={end}>{y_axis.low_label}</bdi>
        <bdi className={clsx("min-w-0 truncate font-bold", large ? "text-wall" : "text-sm")}>{y_axis.title}</bdi>
        <bdi className={end}>{y_axis.high_label}</bdi>
      </div>
      <div className="relative aspect-square overflow-hidden rounded-2xl bg-surface ring-1 ring-line-strong/60 ring-inset">
        <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-1/2 border-s-2 border-dashed border-line" />
        <span aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-1/2 border-t-2 border-dashed border-line" />
        {children}
      </div>
      <span />
      <div aria-hidden="true" className="mt-1.5 flex items-baseline justify-between gap-2">
        <bdi className={end}>{x_axis.low_label}</bdi>
        <bdi className={clsx("min-w-0 truncate font-bold", large ? "text-wall" : "text-sm")}>{x_axis.title}</bdi>
        <bdi className={end}>{x_axis.high_label}</bdi>
      </div>
    </div>
  );
}
