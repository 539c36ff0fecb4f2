/** How much was written: the texts themselves are read on another screen, and contacts are shown nowhere here. */
import type { ChartProps } from "@/components/charts/chart-props";
import { Figures } from "@/components/charts/figures";
import { respondents } from "@/lib/questions/cells";
import type { Email, LongText, Phone } from "@/lib/questions/question";
import { decimal, whole } from "@/lib/wording";

export function LongTextChart({ current, earlier, large }: ChartProps<LongText>) {
  const n = respondents(current.cell);
  const words = current.cell.w ?? 0;
  return (
    <div className="flex flex-col gap-4">
      <Figures
        large={large}
        figures={[
          { name: "Texts", value: whole(n), before: earlier ? whole(respondents(earlier.cell)) : undefined },
          { name: "Words", value: whole(words), before: earlier ? whole(earlier.cell.w ?? 0) : undefined },
          { name: "Words in a text", value: n === 0 ? "–" : decimal(words / n, 1) },
        ]}
      />
      <p className={large ? "text-xl text-faint" : "text-faint"}>Only counted here; the texts are in the answers of this session.</p>
    </div>
  );
}

export function GivenChart({ current, earlier, large }: ChartProps<Email | Phone>) {
  return (
    <div className="flex flex-col gap-4">
      <Figures large={large} figures={[{ name: "Given", value: whole(respondents(current.cell)), before: earlier ? whole(respondents(earlier.cell)) : undefined }]} />
      <p className={large ? "text-xl text-faint" : "text-faint"}>Personal data is counted and never shown in results.</p>
    </div>
  );
}
