/** Every question type of the web app: a type that stands here exists on phones, on screens and in the editor. */
import type { DraftWords } from "@/components/settings/texts/en";
import { dropdown, multipleChoice, singleChoice } from "@/questions/choice/choice";
import { consent, yesNo } from "@/questions/decision/decision";
import { grid } from "@/questions/grid/grid";
import { matrix } from "@/questions/matrix/matrix";
import { date, time } from "@/questions/moment/moment";
import { number, slider } from "@/questions/number/number";
import { pictureChoice } from "@/questions/picture/picture";
import { points } from "@/questions/points/points";
import { quiz } from "@/questions/quiz/quiz";
import { ranking } from "@/questions/ranking/ranking";
import { nps, scale } from "@/questions/scale/scale";
import { statement } from "@/questions/statement/statement";
import { email, longText, phone, shortText } from "@/questions/text/text";
import type { Question, QuestionOf, QuestionType } from "@/lib/questions/question";
import type { TypeModule } from "@/questions/type-module";

export const QUESTION_TYPES: { readonly [T in QuestionType]: TypeModule<QuestionOf<T>> } = {
  single_choice: singleChoice,
  multiple_choice: multipleChoice,
  dropdown,
  picture_choice: pictureChoice,
  yes_no: yesNo,
  scale,
  nps,
  slider,
  number,
  ranking,
  points,
  matrix,
  grid_2x2: grid,
  short_text: shortText,
  long_text: longText,
  email,
  phone,
  date,
  time,
  quiz,
  statement,
  consent,
};

export const TYPE_TAGS = Object.keys(QUESTION_TYPES) as QuestionType[];

/** The module of a question's type. The one cast of the front end: a question's tag names the module made for it. */
export function moduleOf<Q extends Question>(question: Q): TypeModule<Q> {
  return QUESTION_TYPES[question.type] as unknown as TypeModule<Q>;
}

/** A question with sensible first settings in an author's words; `id` must be new in the survey. */
export function newQuestion(type: QuestionType, id: string, words: DraftWords): Question {
  return QUESTION_TYPES[type].draft({ id, title: "", description: "", required: false, allow_na: false }, words);
}
