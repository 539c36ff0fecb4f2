/** The shares of pictures, each beside its picture. */
import type { ChartProps } from "@/components/charts/chart-props";
import { ShareBars } from "@/components/charts/share-bars";
import { optionCount, respondents } from "@/lib/questions/cells";
import type { PictureChoice } from "@/lib/questions/question";
import { PictureImage } from "@/questions/picture/picture-image";

export function PictureChart({ question, current, earlier, large }: ChartProps<PictureChoice>) {
  const rows = question.options.map((option) => ({
    id: option.id,
    label: option.label,
    count: optionCount(current.cell, option.id),
    earlier: earlier && optionCount(earlier.cell, option.id),
    lead: <PictureImage option={option} className={large ? "h-[11vh] w-[14vh] shrink-0 rounded-2xl" : "h-14 w-18 shrink-0 rounded-xl"} />,
  }));
  return <ShareBars rows={rows} n={respondents(current.cell)} earlierN={earlier ? respondents(earlier.cell) : 0} large={large} />;
}
