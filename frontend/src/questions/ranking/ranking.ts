/** Options put in order, the best first. */
import { ListOrdered } from "lucide-react";
import { lazy } from "react";
import type { AnswerTexts } from "@/components/answers/texts/en";
import type { TableOfResults } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { respondents } from "@/lib/questions/cells";
import { amongOptions, INCLUDING } from "@/lib/questions/comparands";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Ranking } from "@/lib/questions/question";
import { share } from "@/lib/statistics/proportions";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { bounds, placesOf } from "@/questions/ranking/ballots";
import { RankingInput } from "@/questions/ranking/ranking-input";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const ranking: TypeModule<Ranking> = {
  ...PLAIN,
  family: "Compare",
  icon: ListOrdered,
  draft: (base) => ({ ...base, type: "ranking", options: [newOption("a"), newOption("b"), newOption("c")], min_ranked: null, max_ranked: null, shuffle: false }),
  lacks: ({ options }) => lackingLabels(options, "options", "option"),
  forPreview: (question, words) => ({ ...question, options: labelled(question.options, words.option) }),
  hatchesEarlier: false,
  operators: INCLUDING,
  comparand: amongOptions,
  Input: RankingInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/ranking/ranking-chart")).RankingChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/ranking/ranking-settings")).RankingSettings })),
  problemWith,
  describeAnswer: ({ options }, value) => (Array.isArray(value) ? value.map((id, i) => `${i + 1}. ${options.find((option) => option.id === id)?.label ?? id}`).join(", ") : ""),
  tableRows,
};

function problemWith(question: Ranking, value: AnswerValue, texts: AnswerTexts): string | null {
  const { problems } = texts.ranking;
  const count = Array.isArray(value) ? value.length : 0;
  const { least, most } = bounds(question);
  if (count < least) return least === question.options.length ? problems.all : problems.atLeast(least);
  return count > most ? problems.atMost(most) : null;
}

function tableRows(question: Ranking, cell: Cell, texts: ChartTexts): TableOfResults {
  const { decimal, percent, whole } = texts.numbers;
  const n = respondents(cell);
  const labels = new Map(question.options.map(({ id, label }) => [id, label]));
  return {
    heads: [texts.ranking.borda, texts.ranking.meanRank, texts.ranking.first, texts.ranking.rankedBy],
    rows: placesOf(question, cell).map(({ id, borda, meanRank, first, ranked }) => ({
      id,
      label: labels.get(id)!,
      values: [whole(borda), meanRank === null ? "–" : decimal(meanRank, 2), percent(share(first, n), 1), whole(ranked)],
    })),
  };
}
