/** What a report shall hold, as a form puts it together: pure. */
import { type CountedOption, countedOptions } from "@/components/session-settings/settings-change";
import type { Report, WantedReport } from "@/lib/api/schema";
import type { Phrases } from "@/lib/i18n/phrases/en";
import type { Question } from "@/lib/questions/question";

export interface ReportForm {
  readonly format: WantedReport["format"];
  readonly language: "en" | "de";
  readonly shape: "wide" | "long";
  readonly revisions: boolean;
  /** Beside each row, of sessions that ask for names. */
  readonly names: boolean;
  readonly bom: boolean;
  /** Null for all of them. */
  readonly questions: readonly string[] | null;
  readonly answer: { readonly question: string; readonly option: string } | null;
}

export const FORMATS = ["xlsx", "pdf", "csv", "spss", "json"] as const satisfies readonly WantedReport["format"][];

/** Only what the format can hold is asked for. */
export function wantedBy({ format, language, shape, revisions, names, bom, questions, answer }: ReportForm): WantedReport {
  const isTable = format === "csv";
  return {
    format,
    options: { language, shape: isTable ? shape : "wide", revisions: format !== "pdf" && revisions, names: format !== "pdf" && names, bom: isTable && bom },
    filters: { questions: questions && [...questions], attempt: null, where: answer && conditionOf(answer) },
    as_of: null,
  };
}

type Condition = NonNullable<NonNullable<WantedReport["filters"]>["where"]>;

/** An option that was chosen, alone or among others. */
function conditionOf({ question, option }: { question: string; option: string }): Condition {
  return { op: "or", conditions: [{ op: "is", question, value: option }, { op: "includes", question, option }] };
}

interface Choice {
  readonly question: Question;
  readonly option: CountedOption;
}

/** The answer that a condition of this page picks; null for any other condition. */
export function answerWanted(condition: NonNullable<Report["wanted"]["filters"]>["where"], questions: readonly Question[], sides: Phrases["sides"]): Choice | null {
  const first = condition?.op === "or" ? condition.conditions[1] : null;
  if (first?.op !== "includes") return null;
  const question = questions.find(({ id }) => id === first.question);
  const option = question && countedOptions(question, sides).find(({ id }) => id === first.option);
  return question && option ? { question, option } : null;
}
