/** Days and times of the day. */
import { CalendarDays, Clock } from "lucide-react";
import { lazy } from "react";
import { sharesTable } from "@/components/charts/table-of-results";
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
  problemWith: (question: DateQuestion | TimeQuestion, value: AnswerValue) => {
    const { earliest, latest } = boundsOf(question);
    const given = asText(value);
    return given >= earliest && given <= latest ? null : `Give one from ${momentName(earliest)} to ${momentName(latest)}.`;
  },
  describeAnswer: (_: DateQuestion | TimeQuestion, value: AnswerValue) => momentName(asText(value)),
  tableRows: (_: DateQuestion | TimeQuestion, cell: Cell) =>
    sharesTable(respondents(cell), momentBins(cell).filter(({ count }) => count > 0).map(({ label, count }) => ({ label: binName(label), count }))),
} as const;

function limitsOf(question: DateQuestion | TimeQuestion): { min: string; max: string } {
  const { earliest: min, latest: max } = boundsOf(question);
  return { min, max };
}

export const date: TypeModule<DateQuestion> = {
  ...SHARED,
  name: "Date",
  hint: "A day of the calendar",
  keywords: "birthday calendar day when",
  icon: CalendarDays,
  comparand: (question) => ({ kind: "day", ...limitsOf(question) }),
  draft: (base) => ({ ...base, type: "date", earliest: null, latest: null }),
  Input: DateInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/moment/moment-settings")).DateSettings })),
};

export const time: TypeModule<TimeQuestion> = {
  ...SHARED,
  name: "Time",
  hint: "A time of the day",
  keywords: "clock hour when",
  icon: Clock,
  comparand: (question) => ({ kind: "clock", ...limitsOf(question) }),
  draft: (base) => ({ ...base, type: "time", ...FULL_DAY }),
  Input: TimeInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/moment/moment-settings")).TimeSettings })),
};
