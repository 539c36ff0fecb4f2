/** Whose answers are looked at: everybody's, or those of who chose certain options of a question. It stands in the address of the page. Pure. */
import { type CountedOption, countedOptions } from "@/components/session-settings/settings-change";
import type { SideWords } from "@/lib/questions/comparands";
import type { Question } from "@/lib/questions/question";
import type { ResultsData } from "@/lib/socket/frames";

export interface Segment {
  readonly question: Question;
  /** In the question's order; while there are none, nothing is asked for. */
  readonly options: readonly CountedOption[];
  /** Whether everybody is shown beside it. */
  readonly isBeside: boolean;
}

/** A segment as the cards of the questions show it. */
export interface Part {
  readonly name: string;
  /** Null until it is counted. */
  readonly results: ResultsData | null;
  readonly isBeside: boolean;
}

const QUESTION = "by";
const OPTION = "is";
const ALONE = "alone";

/** Null where the address names none, or one that this session does not have. */
export function segmentIn(address: URLSearchParams, questions: readonly Question[], sides: Pick<SideWords, "yes" | "no">): Segment | null {
  const question = questions.find(({ id }) => id === address.get(QUESTION));
  if (question === undefined) return null;
  const wanted = address.getAll(OPTION);
  return { question, options: countedOptions(question, sides).filter(({ id }) => wanted.includes(id)), isBeside: !address.has(ALONE) };
}

/** The address with this segment in place of another; what else it says stays. */
export function withSegment(address: URLSearchParams, segment: Segment | null): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const name of [QUESTION, OPTION, ALONE]) next.delete(name);
  if (segment === null) return next;
  next.set(QUESTION, segment.question.id);
  for (const { id } of segment.options) next.append(OPTION, id);
  if (!segment.isBeside) next.set(ALONE, "1");
  return next;
}

/** With the option, or without it where it was chosen before. */
export function toggled(segment: Segment, option: CountedOption): Segment {
  const isOn = segment.options.some(({ id }) => id === option.id);
  return { ...segment, options: isOn ? segment.options.filter(({ id }) => id !== option.id) : [...segment.options, option] };
}
