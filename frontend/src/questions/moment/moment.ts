/** Days and times of the day. */
import { CalendarDays, Clock } from "lucide-react";
import { lazy } from "react";
import type { AnswerTexts } from "@/components/answers/texts/en";
import { sharesTable } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { respondents } from "@/lib/questions/cells";
import { ORDERED } from "@/lib/questions/comparands";
import type { DateQuestion, TimeQuestion } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { binName, boundsOf, FULL_DAY, momentBins, momentName } from "@/questions/moment/bins";
import { DateInput, TimeInput } from "@/questions/moment/moment-input";
import { asText, PLAIN, type TypeModule } from "@/questions/type-module";

const SHARED = {
  ...PLAIN,
  family: "Date and time",
  operators: ORDERED,
  Chart: lazy(async () => ({ default: (await import("@/questions/moment/moment-chart")).MomentChart })),
  problemWith: (question: DateQuestion | TimeQuestion, value: AnswerValue, { moment, calendar }: AnswerTexts) => {
    const { earliest, latest } = boundsOf(question);
    const given = asText(value);
    return given >= earliest && given <= latest ? null : moment.between(momentName(earliest, calendar), momentName(latest, calendar));
  },
  describeAnswer: (_: DateQuestion | TimeQuestion, value: AnswerValue, texts: AnswerTexts) => momentName(asText(value), texts.calendar),
  tableRows: (_: DateQuestion | TimeQuestion, cell: Cell, texts: ChartTexts) =>
    sharesTable(respondents(cell), momentBins(cell).filter(({ count }) => count > 0).map(({ label, count }) => ({ id: label, label: binName(label, texts.calendar), count })), texts),
} as const;

function limitsOf(question: DateQuestion | TimeQuestion): { min: string; max: string } {
  const { earliest: min, latest: max } = boundsOf(question);
  return { min, max };
}

export const date: TypeModule<DateQuestion> = {
  ...SHARED,
  icon: CalendarDays,
  comparand: (question) => ({ kind: "day", ...limitsOf(question) }),
  draft: (base) => ({ ...base, type: "date", earliest: null, latest: null }),
  Input: DateInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/moment/moment-settings")).DateSettings })),
};

export const time: TypeModule<TimeQuestion> = {
  ...SHARED,
  icon: Clock,
  comparand: (question) => ({ kind: "clock", ...limitsOf(question) }),
  draft: (base) => ({ ...base, type: "time", ...FULL_DAY }),
  Input: TimeInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/moment/moment-settings")).TimeSettings })),
};
