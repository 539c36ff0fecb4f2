/** How the places moved from one round to another: a line for each option, from where it stood to where it stands. */
import type { ReactNode } from "react";
import { useChartTexts } from "@/components/charts/use-texts";

const ROW_REM = 2.25;

interface FlowProps {
  /** Ids, the first place first. */
  before: readonly string[];
  now: readonly string[];
  rounds: readonly [number, number];
  labels: ReadonlyMap<string, string>;
}

/** By itself, above the present places. */
export function RankingFlow({ before, now, rounds, labels }: FlowProps) {
  const { round } = useChartTexts();
  const said = useSaid({ before, now, labels });
  return (
    <figure role="img" aria-label={said} className="@container rounded-control bg-sunken p-3 @md:p-4">
      <div className="grid grid-cols-[minmax(0,1fr)_16%_minmax(0,1fr)] gap-x-2 text-sm @md:grid-cols-[minmax(0,1fr)_22%_minmax(0,1fr)] @md:gap-x-3">
        <span className="font-semibold text-muted">{round(rounds[0])}</span>
        <span />
        <span className="font-semibold text-muted">{round(rounds[1])}</span>
        <Names ids={before} labels={labels} isPast />
        <Lines before={before} now={now} />
        <Names ids={now} labels={labels} />
      </div>
    </figure>
  );
}

/** On a wall: the former places beside the rows of the present ones (`children`, all of one height and without gaps). */
export function FormerPlaces({ before, now, rounds, labels, children }: FlowProps & { children: ReactNode }) {
  const { round } = useChartTexts();
  const said = useSaid({ before, now, labels });
  return (
    <div className="grid grid-cols-[minmax(0,28%)_minmax(0,1fr)] gap-x-[0.8vw]">
      <span className="text-wall font-semibold text-muted">{round(rounds[0])}</span>
      <span className="text-wall font-semibold text-muted">{round(rounds[1])}</span>
      <figure role="img" aria-label={said} className="grid grid-cols-[minmax(0,1fr)_6vw] gap-x-[0.8vw]">
        <ol className="grid auto-rows-fr text-wall text-muted">
          {before.map((id, i) => (
            <li key={id} className="flex items-center gap-[0.8vw]">
              <b className="figures w-[1.2em] shrink-0 text-end font-semibold">{i + 1}</b>
              <bdi className="line-clamp-2 min-w-0 leading-tight wrap-anywhere">{labels.get(id)}</bdi>
            </li>
          ))}
        </ol>
        <Lines before={before} now={now} large />
      </figure>
      {children}
    </div>
  );
}

function useSaid({ before, now, labels }: Pick<FlowProps, "before" | "now" | "labels">): string {
  const { ranking: texts } = useChartTexts();
  const moves = now.map((id, to) => texts.moved(labels.get(id) ?? id, texts.place(before.indexOf(id) + 1), texts.place(to + 1)));
  return texts.flow(moves.join("; "));
}

/** As high as the lists at both sides, whose rows are all of one height. */
function Lines({ before, now, large = false }: Pick<FlowProps, "before" | "now"> & { large?: boolean }) {
  const moves = now.map((id, to) => ({ id, from: before.indexOf(id), to }));
  return (
    <svg viewBox={`0 0 100 ${now.length}`} preserveAspectRatio="none" className="h-full w-full rtl:-scale-x-100">
      {moves.map(({ id, from, to }) => (
        <path
          key={id}
          d={`M0 ${from + 0.5} C50 ${from + 0.5} 50 ${to + 0.5} 100 ${to + 0.5}`}
          fill="none"
          strokeWidth={(from === to ? 2 : 3.5) * (large ? 1.6 : 1)}
          strokeDasharray={to > from ? (large ? "9 7" : "5 4") : undefined}
          vectorEffect="non-scaling-stroke"
          className={to < from ? "stroke-data-1" : to > from ? "stroke-data-2" : "stroke-data-rest"}
        />
      ))}
    </svg>
  );
}

function Names({ ids, labels, isPast = false }: { ids: readonly string[]; labels: FlowProps["labels"]; isPast?: boolean }) {
  return (
    <ol className={isPast ? "text-muted" : "font-semibold"}>
      {ids.map((id, i) => (
        <li key={id} className="flex items-center gap-2" style={{ height: `${ROW_REM}rem` }}>
          <span className="figures w-3.5 shrink-0 text-end text-faint">{i + 1}</span>
          <bdi className="line-clamp-2 min-w-0 text-xs leading-tight wrap-anywhere @md:text-sm">{labels.get(id)}</bdi>
        </li>
      ))}
    </ol>
  );
}
