/** Short texts as a cloud: the more often, the larger. */
import { useMemo, useRef } from "react";
import type { ChartProps } from "@/components/charts/chart-props";
import { useHeld } from "@/components/charts/use-held";
import { useChartTexts } from "@/components/charts/use-texts";
import { useAspect } from "@/questions/text/use-aspect";
import { frameOf, layOutCloud, USUAL_ASPECT } from "@/questions/text/word-cloud-layout";
import { otherTerms, terms } from "@/lib/questions/cells";
import type { ShortText } from "@/lib/questions/question";

const LETTERS_PX = 100;
const FILL = ["fill-brand", "fill-ink", "fill-muted"] as const;

export function WordCloud({ question, current, large }: ChartProps<ShortText>) {
  const { cloud: texts, numbers } = useChartTexts();
  const found = terms(current.cell);
  const told = found.slice(0, 8).map(({ text, count }) => `${text} ${numbers.whole(count)}`).join(", ");
  const board = useRef<SVGSVGElement>(null);
  const aspect = useAspect(board, USUAL_ASPECT);
  // Words that move more often cannot be read, and finding their places takes long.
  const laidOut = useHeld(current.cell, { isHeld: true, subject: `${question.id}@${current.round}` });
  const { words, more } = useMemo(() => {
    const all = terms(laidOut);
    const words = layOutCloud(all, widthOf, aspect);
    return { words, more: all.length - words.length + (otherTerms(laidOut) > 0 ? 1 : 0) };
  }, [laidOut, aspect]);
  return (
    <figure className="flex flex-col gap-3">
      <svg ref={board} viewBox={frameOf(words)} className={large ? "h-[58vh] w-full" : "max-h-[26rem] min-h-64 w-full"} role="img" aria-label={told === "" ? texts.empty : texts.words(told)}>
        {words.map((word) => (
          // One size of letters for all, so that growing is a transform: a new font size would lay the text out at every frame.
          <g key={word.text} className="transition-transform duration-700 ease-settle" style={{ transform: `translate(${word.x}px, ${word.y}px) scale(${word.size / LETTERS_PX})` }}>
            <text textAnchor="middle" dominantBaseline="central" className={FILL[word.band]} style={{ fontSize: LETTERS_PX, fontWeight: word.band === 0 ? 750 : 600, letterSpacing: "-0.02em" }}>
              {word.text}
            </text>
          </g>
        ))}
      </svg>
      {more > 0 && <figcaption className={large ? "text-wall text-muted" : "text-sm text-faint"}>{texts.rarer(more)}</figcaption>}
    </figure>
  );
}

const widths = new Map<string, number>();
const context = document.createElement("canvas").getContext("2d");
if (context) context.font = `700 ${LETTERS_PX}px "Hanken Grotesk Variable", sans-serif`;
// Measured before the font has come, a text has the width of another.
document.fonts?.addEventListener("loadingdone", () => widths.clear());

/** Of a text at 1 px. */
function widthOf(text: string): number {
  const width = widths.get(text) ?? (context ? context.measureText(text).width / LETTERS_PX : text.length * 0.56);
  widths.set(text, width);
  return width;
}
