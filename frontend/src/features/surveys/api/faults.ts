/** All that is wrong with a draft, as far as it is known, by what it is about: pure. */
import { atomsIn } from "@/features/surveys/api/condition-groups";
import { atomProblemWords } from "@/features/surveys/api/condition-words";
import { draftProblems } from "@/features/surveys/api/draft-problems";
import { problemOfAtom, stepsOf } from "@/features/surveys/api/logic";
import { placeOf } from "@/features/surveys/api/publish-problems";
import type { EditorTexts } from "@/features/surveys/texts/editor/en";
import type { SurveyEdit } from "@/lib/api/schema";
import type { Condition } from "@/lib/questions/conditions";

export interface Fault {
  /** The id of the question or the page; null for the survey as a whole. */
  readonly owner: string | null;
  /** A dotted path inside of that; empty where it is about all of it. */
  readonly field: string;
  readonly words: string;
}

/** `published`: what the server found in what was saved last. What the draft shows by itself comes first, and nothing twice. */
export function faultsOf(content: SurveyEdit, published: readonly Fault[], texts: EditorTexts, arrow: string): Fault[] {
  const lacking = draftProblems(content).map(({ field, code }) => ({ ...placeOf(field, content), words: texts.lacks[code] }));
  const all = [...lacking, ...unmeant(content, texts, arrow), ...published];
  return all.filter(({ owner, words }, at) => all.findIndex((one) => one.owner === owner && one.words === words) === at);
}

function unmeant(content: SurveyEdit, texts: EditorTexts, arrow: string): Fault[] {
  const steps = stepsOf(content);
  const inCondition = (owner: string, condition: Condition | null | undefined, gated: readonly string[]) =>
    (condition ? atomsIn(condition) : []).flatMap((atom) => {
      const problem = problemOfAtom(atom, gated, steps);
      return problem ? [{ owner, field: "show_if", words: atomProblemWords(problem, steps, texts, arrow) }] : [];
    });
  return [
    ...content.sections.flatMap(({ id, show_if, questions }) => inCondition(id, show_if, questions)),
    ...content.questions.flatMap(({ id, show_if }) => inCondition(id, show_if, [id])),
  ];
}
