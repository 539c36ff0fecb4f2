/** Short texts as a cloud: the more often, the larger. */
import { useMemo } from "react";
import type { ChartProps } from "@/components/charts/chart-props";
import { useChartTexts } from "@/components/charts/use-texts";
import { frameOf, layOutCloud } from "@/questions/text/word-cloud-layout";
import { otherTerms, terms } from "@/lib/questions/cells";
import type { ShortText } from "@/lib/questions/question";

const FILL = ["fill-brand", "fill-ink", "fill-muted"] as const;

export function WordCloud({ current, large }: ChartProps<ShortText>) {
  const { cloud: texts, numbers } = useChartTexts();
  const found = terms(current.cell);
  const told = found.slice(0, 8).map(({ text, count }) => `${text} ${numbers.whole(count)}`).join(", ");
  const words = useMemo(() => layOutCloud(terms(current.cell), measurer()), [current.cell]);
  const more = found.length - words.length + (otherTerms(current.cell) > 0 ? 1 : 0);
  return (
    <figure className="flex flex-col gap-3">
      <svg viewBox={frameOf(words)} className={large ? "h-[58vh] w-full" : "max-h-[26rem] min-h-64 w-full"} role="img" aria-label={told === "" ? texts.empty : texts.words(told)}>
        {words.map((word) => (
          <g key={word.text} className="transition-transform duration-700 ease-settle" style={{ transform: `translate(${word.x}px, ${word.y}px)` }}>
            <text
              textAnchor="middle"
              dominantBaseline="central"
              className={`${FILL[word.band]} transition-[font-size] duration-700 ease-settle`}
              style={{ fontSize: word.size, fontWeight: word.band === 0 ? 750 : 600, letterSpacing: "-0.02em" }}
            >
              {word.text}
            </text>
          </g>
        ))}
      </svg>
      {more > 0 && <figcaption className={large ? "text-lg text-faint" : "text-sm text-faint"}>{texts.rarer(more)}</figcaption>}
    </figure>
  );
}

function measurer(): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (text) => text.length * 0.56;
  context.font = '700 100px "Hanken Grotesk Variable", sans-serif';
  return (text) => context.measureText(text).width / 100;
}
