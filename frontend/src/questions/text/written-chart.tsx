/** How much was written: the texts themselves are read on another screen, and contacts are shown nowhere here. */
import type { ChartProps } from "@/components/charts/chart-props";
import { Figures } from "@/components/charts/figures";
import { useChartTexts } from "@/components/charts/use-texts";
import { respondents } from "@/lib/questions/cells";
import type { Email, LongText, Phone } from "@/lib/questions/question";

export function LongTextChart({ current, earlier, large }: ChartProps<LongText>) {
  const { written: texts, numbers } = useChartTexts();
  const { decimal, whole } = numbers;
  const n = respondents(current.cell);
  const words = current.cell.w ?? 0;
  return (
    <div className="flex flex-col gap-4">
      <Figures
        large={large}
        figures={[
          { name: texts.texts, value: whole(n), before: earlier ? whole(respondents(earlier.cell)) : undefined },
          { name: texts.words, value: whole(words), before: earlier ? whole(earlier.cell.w ?? 0) : undefined },
          { name: texts.wordsEach, value: n === 0 ? "–" : decimal(words / n, 1) },
        ]}
      />
      <p className={large ? "text-wall text-muted" : "text-faint"}>{texts.onlyCounted}</p>
    </div>
  );
}

export function GivenChart({ current, earlier, large }: ChartProps<Email | Phone>) {
  const { written: texts, numbers } = useChartTexts();
  const { whole } = numbers;
  return (
    <div className="flex flex-col gap-4">
      <Figures large={large} figures={[{ name: texts.given, value: whole(respondents(current.cell)), before: earlier ? whole(respondents(earlier.cell)) : undefined }]} />
      <p className={large ? "text-wall text-muted" : "text-faint"}>{texts.personal}</p>
    </div>
  );
}
