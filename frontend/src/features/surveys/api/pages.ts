/** The questions of a draft as its pages hold them, and moving them about: pure. */
import { put } from "@/components/reorder/place";
import type { Section, SurveyEdit } from "@/lib/api/schema";
import type { Question } from "@/lib/questions/question";

export interface Page {
  /** Null where the survey is not divided: then there is one page, without a name. */
  readonly section: Section | null;
  readonly questions: readonly Question[];
}

type Divided = Pick<SurveyEdit, "questions" | "sections">;

/** A question that no section names stands on the last page, one that two name on the first of them. */
export function pagesOf({ questions, sections }: Divided): Page[] {
  const last = sections.at(-1);
  if (last === undefined) return [{ section: null, questions }];
  const home = new Map<string, string>();
  for (const section of sections) for (const id of section.questions) if (!home.has(id)) home.set(id, section.id);
  return sections.map((section) => ({ section, questions: questions.filter(({ id }) => (home.get(id) ?? last.id) === section.id) }));
}

/** The content over these pages: the server wants the sections to ask in the order of the questions. */
export function withPages<C extends Divided>(content: C, pages: readonly Page[]): C {
  const sections = pages.flatMap(({ section, questions }) => (section ? [{ ...section, questions: questions.map(({ id }) => id) }] : []));
  return { ...content, sections, questions: pages.flatMap(({ questions }) => questions) };
}

/** One place up or down; beyond the edge of a page it goes to the near end of the next one. */
export function movedQuestion(pages: readonly Page[], id: string, by: -1 | 1): readonly Page[] {
  const at = pages.findIndex(({ questions }) => questions.some((question) => question.id === id));
  const page = pages[at];
  if (!page) return pages;
  const from = page.questions.findIndex((question) => question.id === id);
  if (page.questions[from + by]) return replaced(pages, at, { ...page, questions: swapped(page.questions, from, by) });
  const next = pages[at + by];
  if (!next) return pages;
  const question = page.questions[from]!;
  const taken = replaced(pages, at, { ...page, questions: page.questions.filter((one) => one !== question) });
  return replaced(taken, at + by, { ...next, questions: by > 0 ? [question, ...next.questions] : [...next.questions, question] });
}

/** To the end of another page. */
export function placedQuestion(pages: readonly Page[], id: string, section: string): readonly Page[] {
  const question = pages.flatMap(({ questions }) => questions).find((one) => one.id === id);
  if (!question || !pages.some((page) => page.section?.id === section)) return pages;
  return pages.map((page) => {
    const others = page.questions.filter((one) => one.id !== id);
    return { ...page, questions: page.section?.id === section ? [...others, question] : others };
  });
}

/** Before the question at `at` of a page, one past the last for its end; the page without a name is null. */
export function putQuestion(pages: readonly Page[], id: string, section: string | null, at: number): readonly Page[] {
  const question = pages.flatMap(({ questions }) => questions).find((one) => one.id === id);
  const to = pages.find((page) => (page.section?.id ?? null) === section);
  if (!question || !to) return pages;
  const next = to.questions[at];
  if (next === question) return pages;
  return pages.map((page) => {
    const others = page.questions.filter((one) => one !== question);
    if (page !== to) return others.length === page.questions.length ? page : { ...page, questions: others };
    const place = next ? others.indexOf(next) : others.length;
    return { ...page, questions: others.toSpliced(place, 0, question) };
  });
}

/** After the question `after`, else at the end of the last page. */
export function addedQuestion(pages: readonly Page[], question: Question, after?: string): readonly Page[] {
  const found = pages.findIndex(({ questions }) => questions.some(({ id }) => id === after));
  const at = found < 0 ? pages.length - 1 : found;
  const page = pages[at]!;
  const place = found < 0 ? page.questions.length : page.questions.findIndex(({ id }) => id === after) + 1;
  return replaced(pages, at, { ...page, questions: [...page.questions.slice(0, place), question, ...page.questions.slice(place)] });
}

/** A new page at the end; in a survey that had none, what there is becomes the first. */
export function addedPage(pages: readonly Page[], ids: readonly [string, string]): readonly Page[] {
  const [first] = pages;
  if (!first || first.section) return [...pages, { section: newSection(ids[0]), questions: [] }];
  return [{ ...first, section: newSection(ids[0]) }, { section: newSection(ids[1]), questions: [] }];
}

/** A new page that begins with this question. */
export function splitPage(pages: readonly Page[], id: string, ids: readonly [string, string]): readonly Page[] {
  return pages.flatMap((page) => {
    const from = page.questions.findIndex((question) => question.id === id);
    if (from < 1) return [page];
    const whole = page.section ? page : { ...page, section: newSection(ids[1]) };
    return [{ ...whole, questions: page.questions.slice(0, from) }, { section: newSection(ids[0]), questions: page.questions.slice(from) }];
  });
}

export function movedPage(pages: readonly Page[], section: string, by: -1 | 1): readonly Page[] {
  const at = pages.findIndex((page) => page.section?.id === section);
  return pages[at] && pages[at + by] ? swapped(pages, at, by) : pages;
}

/** With all its questions before the page at `at`, one past the last for the end. */
export function putPage(pages: readonly Page[], section: string, at: number): readonly Page[] {
  const from = pages.findIndex((page) => page.section?.id === section);
  return from < 0 ? pages : put(pages, from, at);
}

/** Its questions join the page before, or the one after the first; the last page that is left takes all division along. */
export function removedPage(pages: readonly Page[], section: string): readonly Page[] {
  const at = pages.findIndex((page) => page.section?.id === section);
  const page = pages[at];
  if (!page) return pages;
  const before = pages[at - 1];
  const after = pages[at + 1];
  const rest = pages.filter((one) => one !== page);
  if (before) return replaced(rest, at - 1, { ...before, questions: [...before.questions, ...page.questions] });
  if (after) return replaced(rest, 0, { ...after, questions: [...page.questions, ...after.questions] });
  return [{ ...page, section: null }];
}

function newSection(id: string): Section {
  return { id, title: "", description: "", questions: [], show_if: null };
}

function replaced(pages: readonly Page[], at: number, page: Page): readonly Page[] {
  return pages.map((one, i) => (i === at ? page : one));
}

function swapped<T>(items: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...items];
  [next[at], next[at + by]] = [next[at + by]!, next[at]!];
  return next;
}
