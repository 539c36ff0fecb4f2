/** How the places moved from one round to another: a line for each option, from where it stood to where it stands. */
import { useChartTexts } from "@/components/charts/use-texts";

const ROW_REM = 2.25;

interface RankingFlowProps {
  /** Ids, the first place first. */
  before: readonly string[];
  now: readonly string[];
  rounds: readonly [number, number];
  labels: ReadonlyMap<string, string>;
}

export function RankingFlow({ before, now, rounds, labels }: RankingFlowProps) {
  const { ranking: texts, round } = useChartTexts();
  const moves = now.map((id, to) => ({ id, from: before.indexOf(id), to }));
  const said = moves.map(({ id, from, to }) => texts.moved(labels.get(id) ?? id, texts.place(from + 1), texts.place(to + 1))).join("; ");
  return (
    <figure role="img" aria-label={texts.flow(said)} className="@container rounded-control bg-sunken p-3 @md:p-4">
      <div className="grid grid-cols-[minmax(0,1fr)_16%_minmax(0,1fr)] gap-x-2 text-sm @md:grid-cols-[minmax(0,1fr)_22%_minmax(0,1fr)] @md:gap-x-3">
        <span className="font-semibold text-muted">{round(rounds[0])}</span>
        <span />
        <span className="font-semibold text-muted">{round(rounds[1])}</span>
        <Names ids={before} labels={labels} isPast />
        <svg viewBox={`0 0 100 ${now.length}`} preserveAspectRatio="none" className="h-full w-full rtl:-scale-x-100">
          {moves.map(({ id, from, to }) => (
            <path
              key={id}
              d={`M0 ${from + 0.5} C50 ${from + 0.5} 50 ${to + 0.5} 100 ${to + 0.5}`}
              fill="none"
              strokeWidth={from === to ? 2 : 3.5}
              strokeDasharray={to > from ? "5 4" : undefined}
              vectorEffect="non-scaling-stroke"
              className={to < from ? "stroke-data-1" : to > from ? "stroke-data-2" : "stroke-data-rest"}
            />
          ))}
        </svg>
        <Names ids={now} labels={labels} />
      </div>
    </figure>
  );
}

function Names({ ids, labels, isPast = false }: { ids: readonly string[]; labels: RankingFlowProps["labels"]; isPast?: boolean }) {
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
