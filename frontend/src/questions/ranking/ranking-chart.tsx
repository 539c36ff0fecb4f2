/** The options by their Borda points; each bar shows how often the option took which place. */
import { clsx } from "clsx";
import type { ChartProps } from "@/components/charts/chart-props";
import { NarrowParts, StackedBar, StackLegend } from "@/components/charts/stacked-bar";
import { useChartTexts } from "@/components/charts/use-texts";
import { respondents } from "@/lib/questions/cells";
import type { Ranking } from "@/lib/questions/question";
import { share } from "@/lib/statistics/proportions";
import { placesOf } from "@/questions/ranking/ballots";
import { FormerPlaces, RankingFlow } from "@/questions/ranking/ranking-flow";

const NAMED_PLACES = 5;

/** On a narrow screen the figures have a line of their own below place and label, where all of them fit. */
const NARROW = {
  row: "flex items-center gap-4 @max-md:grid @max-md:grid-cols-[auto_minmax(0,1fr)] @max-md:gap-x-3 @max-md:gap-y-1.5",
  within: "@max-md:contents",
  line: "@max-md:col-span-2",
  figures: "@max-md:col-span-2 @max-md:justify-between @max-md:gap-x-2 @max-xs:text-[0.8em] @max-[18.5rem]:text-[0.75em]",
} as const;

export function RankingChart({ question, current, earlier, large }: ChartProps<Ranking>) {
  const { ranking: texts } = useChartTexts();
  const n = respondents(current.cell);
  const found = placesOf(question, current.cell);
  // Before anybody has answered again, nothing has moved.
  const order = earlier && n > 0 ? placesOf(question, earlier.cell).map(({ id }) => id) : null;
  const before = order && new Map(order.map((id, i) => [id, i + 1]));
  const labels = new Map(question.options.map(({ id, label }) => [id, label]));
  const places = Math.min(NAMED_PLACES, question.max_ranked ?? question.options.length);
  const names = Array.from({ length: places }, (_, i) => (i === places - 1 && places < question.options.length ? texts.orLower(i + 1) : texts.place(i + 1)));
  const dense = found.length > (large ? 5 : 8);
  const flow = earlier && order && { before: order, now: found.map(({ id }) => id), rounds: [earlier.round, current.round] as const, labels };
  // On a wall of many options there is no room beside the bars: there each says which place it had.
  const isBeside = large && flow !== null && !dense;
  // Beside former places the rows are of one height, and have no gaps that its lines would not know of.
  const rows = isBeside ? "grid auto-rows-fr *:py-[1.2vh]" : clsx("flex flex-col", dense ? "gap-3" : large ? "gap-[2.4vh]" : "gap-5");
  const list = (
    <ol className={rows}>
      {found.map((option, i) => (
        <Row key={option.id} place={i + 1} label={labels.get(option.id)!} before={before?.get(option.id)} {...{ option, n, names, large, dense, isBeside }} />
      ))}
    </ol>
  );
  return (
    <div className="flex flex-col gap-5">
      {flow && !large && <RankingFlow {...flow} />}
      {flow && isBeside ? <FormerPlaces {...flow}>{list}</FormerPlaces> : list}
      <StackLegend names={names} large={large} />
      <p className={large ? "text-wall text-muted" : "text-sm text-faint"}>{texts.rule(question.options.length - 1)}</p>
    </div>
  );
}

interface RowProps {
  place: number;
  label: string;
  before: number | undefined;
  /** The former place is drawn beside, which leaves less room for words. */
  isBeside: boolean;
  option: ReturnType<typeof placesOf>[number];
  n: number;
  names: readonly string[];
  large: boolean;
  dense: boolean;
}

function Row({ place, label, before, isBeside, option, n, names, large, dense }: RowProps) {
  const { ranking: texts, was, numbers } = useChartTexts();
  const bar = { parts: grouped(option.places, names.length).map((count, i) => ({ name: names[i]!, count })), n };
  const height = large ? (dense ? "h-[2.4vh]" : "h-[4.6vh]") : dense ? "h-5" : "h-7";
  return (
    <li className={large ? "flex items-center gap-4" : "@container"}>
      <div className={large ? "contents" : NARROW.row}>
        <b className={clsx("figures grid shrink-0 place-items-center rounded-full bg-sunken", large ? "size-12 text-2xl" : "size-8")}>{place}</b>
        <div className={clsx("min-w-0 flex-1", !large && NARROW.within)}>
          <div className={clsx("mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4", large ? "text-[clamp(1.25rem,3vh,2.25rem)]" : ["text-[1.0625rem]", NARROW.within])}>
            <span className="min-w-0 text-pretty">
              <bdi className="font-semibold">{label}</bdi>
              {large && !isBeside && <NarrowParts {...bar} className="ms-6" />}
              {!isBeside && before !== undefined && before !== place && <span className="figures ms-3 text-[0.85em] whitespace-nowrap text-faint">{was(texts.place(before))}</span>}
            </span>
            <span className={clsx("figures flex flex-wrap items-baseline gap-x-3 text-[0.85em] text-faint *:whitespace-nowrap", !large && NARROW.figures)}>
              <span>{texts.firstShare(numbers.percent(share(option.first, n)))}</span>
              {!isBeside && <span>{texts.rank} <b className="text-ink">{option.meanRank === null ? "–" : numbers.decimal(option.meanRank, 1)}</b></span>}
              <span><b className="text-[1.3em] text-ink">{numbers.whole(option.borda)}</b> {texts.pts}</span>
            </span>
          </div>
          <div className={clsx(!large && NARROW.line)}>
            <StackedBar {...bar} height={height} large={large} />
          </div>
        </div>
      </div>
    </li>
  );
}

/** The counts of the named places; the last takes all below it. */
function grouped(places: readonly number[], named: number): number[] {
  return Array.from({ length: named }, (_, i) => (i < named - 1 ? places[i]! : places.slice(i).reduce((sum, count) => sum + count, 0)));
}
