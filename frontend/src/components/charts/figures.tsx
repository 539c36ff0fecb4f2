/** Single numbers beside a chart. */
import { clsx } from "clsx";
import { useChartTexts } from "@/components/charts/use-texts";

export interface Figure {
  readonly name: string;
  readonly value: string;
  /** What the number would have been in the round before. */
  readonly before?: string | undefined;
}

export function Figures({ figures, large }: { figures: readonly Figure[]; large: boolean }) {
  const texts = useChartTexts();
  return (
    <dl className={clsx("flex flex-wrap", large ? "gap-x-12 gap-y-4" : "gap-x-9 gap-y-3")}>
      {figures.map((figure) => (
        <div key={figure.name}>
          <dt className={clsx("font-semibold", large ? "text-wall text-muted" : "text-2xs text-faint")}>{figure.name}</dt>
          <dd className={clsx("figures font-bold tracking-tight", large ? "text-5xl" : "text-2xl")}>
            {figure.value}
            {figure.before && <span className="ms-2 text-[0.55em] font-semibold tracking-normal text-faint">{texts.was(figure.before)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
