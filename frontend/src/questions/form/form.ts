/** The whole form of an open session: its pages, which answers it has, what it still needs. Pure. */
import type { AnswerTexts } from "@/components/answers/texts/en";
import type { Section } from "@/lib/api/schema";
import { type Condition, shownOf } from "@/lib/questions/conditions";
import type { Question } from "@/lib/questions/question";
import type { Answers } from "@/lib/socket/frames";
import { forSending, isAnswered, problemWith, takesAnswer } from "@/questions/answers";

export const FORM = "form";

export interface FormContent {
  readonly questions: readonly Question[];
  readonly sections: readonly Section[];
}

export interface FormPage {
  readonly id: string;
  /** Empty where a page is just one question. */
  readonly title: string;
  readonly description: string;
  readonly questions: readonly Question[];
}

/**
 * The pages as the answers so far have them: a section is a page, a question outside all sections is one of its own.
 * What a condition hides is not there, and neither is a page with nothing on it.
 */
export function pagesOf({ questions, sections }: FormContent, answers: Answers): FormPage[] {
  const sectionOf = new Map(sections.flatMap((section) => section.questions.map((id) => [id, section] as const)));
  const pages = new Map<string, { id: string; title: string; description: string; questions: Question[] }>();
  for (const question of visibleQuestions(questions, sectionOf, answers)) {
    const section = sectionOf.get(question.id);
    const { id, title, description } = section ?? { id: question.id, title: "", description: "" };
    const page = pages.get(id);
    if (page) page.questions.push(question);
    else pages.set(id, { id, title, description, questions: [question] });
  }
  return [...pages.values()];
}

function visibleQuestions(questions: readonly Question[], sectionOf: ReadonlyMap<string, Section>, answers: Answers): Question[] {
  const conditional = questions.map((question) => ({ id: question.id, question, show_if: bothOf(sectionOf.get(question.id)?.show_if, question.show_if) }));
  return shownOf(conditional, answers).map(({ question }) => question);
}

function bothOf(section: Condition | null | undefined, question: Condition | null | undefined): Condition | null {
  if (section && question) return { op: "and", conditions: [section, question] };
  return section ?? question ?? null;
}

export function questionsOn(pages: readonly FormPage[]): Question[] {
  return pages.flatMap((page) => page.questions);
}

/** What stands in the way of one question, in words; null where nothing does. */
export function problemOf(question: Question, answers: Answers, texts: AnswerTexts): string | null {
  const value = answers[question.id];
  if (!isAnswered(question, value)) return question.required && takesAnswer(question) ? texts.needed : null;
  return problemWith(question, value, texts);
}

/** What stands in the way on one page, by question. */
export function problemsOn(page: FormPage, answers: Answers, texts: AnswerTexts): Record<string, string> {
  return Object.fromEntries(page.questions.flatMap((question) => { const problem = problemOf(question, answers, texts); return problem ? [[question.id, problem]] : []; }));
}

/** The first page with something in the way of sending; null where the form can go. */
export function firstBlocked(pages: readonly FormPage[], answers: Answers, texts: AnswerTexts): number | null {
  const at = pages.findIndex((page) => Object.keys(problemsOn(page, answers, texts)).length > 0);
  return at < 0 ? null : at;
}

/** The page of the first question that something is said against; the first page where none is shown. */
export function pageOfFirst(pages: readonly FormPage[], problems: Readonly<Record<string, string>>): number {
  return Math.max(0, pages.findIndex((page) => page.questions.some(({ id }) => id in problems)));
}

export function answeredCount(questions: readonly Question[], answers: Answers): { answered: number; total: number } {
  const asked = questions.filter(takesAnswer);
  return { answered: asked.filter((question) => isAnswered(question, answers[question.id])).length, total: asked.length };
}

/** What is sent: every answered question that is shown, texts without stray blanks; an empty form says so with a null. */
export function toSend(questions: readonly Question[], answers: Answers): Answers {
  const sent: Answers = {};
  for (const question of questions) {
    const value = answers[question.id];
    if (value !== undefined && isAnswered(question, value)) sent[question.id] = forSending(question, value);
  }
  const first = questions.find(takesAnswer);
  return Object.keys(sent).length > 0 || !first ? sent : { [first.id]: null };
}
