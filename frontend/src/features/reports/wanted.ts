/** What a report shall hold, as a form puts it together: pure. */
import { type CountedOption, countedOptions } from "@/components/session-settings/settings-change";
import type { Report, WantedReport } from "@/lib/api/schema";
import type { Phrases } from "@/lib/i18n/phrases/en";
import type { Question } from "@/lib/questions/question";

/** `rounds`: those of this session; `sessions`: chosen ones of its survey beside it; `over_time`: all of them. */
export const SUBJECTS = ["session", "rounds", "sessions", "over_time"] as const;
export type Subject = (typeof SUBJECTS)[number];
/** As many as a report of several holds. */
export const MOST_SIDES = 24;
/** Beside the session that the report is of. */
export const MOST_OTHERS = MOST_SIDES - 1;

export interface ReportForm {
  readonly subject: Subject;
  /** The sessions that stand beside this one. */
  readonly others: readonly string[];
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

/** Whether it holds a row for each answer sheet; beside others stand counts alone. */
export function hasRows({ format, subject }: Pick<ReportForm, "format" | "subject">): boolean {
  return format !== "pdf" && subject === "session";
}

/** Only what the format can hold is asked for. */
export function wantedBy(form: ReportForm, session: string, rounds: number): WantedReport {
  const { format, language, shape, revisions, names, bom, questions, answer } = form;
  const isTable = format === "csv";
  const rows = hasRows(form);
  return {
    format,
    options: { language, shape: isTable && rows ? shape : "wide", revisions: rows && revisions, names: rows && names, bom: isTable && bom },
    filters: { questions: questions && [...questions], attempt: null, where: answer && conditionOf(answer) },
    as_of: null,
    ...(form.subject !== "session" && { compared: { sides: sidesOf(form, session, rounds) } }),
  };
}

/** Null for all sessions of the survey, which the server names. */
function sidesOf({ subject, others }: ReportForm, session: string, rounds: number) {
  if (subject === "over_time") return null;
  if (subject === "rounds") return Array.from({ length: Math.min(rounds, MOST_SIDES) }, (_, i) => ({ session, round: i + 1 }));
  return [session, ...others].map((one) => ({ session: one, round: 1 }));
}

/** The same report from the answers that it was made from; null where nobody can say which those were. */
export function wantedAgain({ wanted, manifest }: Report): WantedReport | null {
  return manifest?.position ? { ...wanted, as_of: manifest.position.as_of } : null;
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
