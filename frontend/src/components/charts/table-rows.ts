/** What a chart shows, as rows of a table: for those who cannot see it, and for exact reading. Pure. */
import { binLabel } from "@/components/charts/number-chart";
import { NPS_RANGE, numberBins, optionCount, otherTerms, respondents, scaleCounts, terms } from "@/lib/questions/cells";
import type { Question } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { type Interval, percent, wilsonInterval } from "@/lib/statistics/proportions";

export interface TableRow {
  readonly label: string;
  readonly count: number;
  readonly percent: number;
  readonly interval: Interval | null;
}

export function tableRows(question: Question, cell: Cell): TableRow[] {
  const n = respondents(cell);
  return counted(question, cell).map(({ label, count }) => ({
    label,
    count,
    percent: percent(count, n),
    interval: wilsonInterval(count, n),
  }));
}

function counted(question: Question, cell: Cell): { label: string; count: number }[] {
  switch (question.type) {
    case "single_choice":
    case "multiple_choice":
      return question.options.map(({ id, label }) => ({ label, count: optionCount(cell, id) }));
    case "scale": {
      const labels = new Map(question.labels.map(({ value, label }) => [value, `${value} ${label}`]));
      return scaleCounts(question, cell).map(({ value, count }) => ({ label: labels.get(value) ?? String(value), count }));
    }
    case "nps":
      return scaleCounts(NPS_RANGE, cell).map(({ value, count }) => ({ label: String(value), count }));
    case "number":
      return numberBins(question, cell).bins.filter(({ count }) => count > 0).map((bin) => ({ label: binLabel(question, bin), count: bin.count }));
    case "short_text": {
      const other = otherTerms(cell);
      const found = terms(cell).map(({ text, count }) => ({ label: text, count }));
      return other > 0 ? [...found, { label: "(further answers)", count: other }] : found;
    }
  }
}
