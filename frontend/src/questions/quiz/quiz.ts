/** A question with right answers, for points. */
import { Trophy } from "lucide-react";
import { lazy } from "react";
import { sharesTable } from "@/components/charts/table-of-results";
import { optionCount, respondents } from "@/lib/questions/cells";
import { chosenOf } from "@/lib/questions/choices";
import { amongOptions, INCLUDING } from "@/lib/questions/comparands";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Quiz } from "@/lib/questions/question";
import { QuizInput } from "@/questions/quiz/quiz-input";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const quiz: TypeModule<Quiz> = {
  ...PLAIN,
  family: "Quiz",
  icon: Trophy,
  showsIntervals: true,
  draft: (base) => ({
    ...base,
    type: "quiz",
    options: [newOption("a"), newOption("b"), newOption("c"), newOption("d")],
    correct: ["a"],
    points: 1000,
    scoring: "speed",
    time_limit_s: 20,
    shuffle: false,
  }),
  lacks: ({ options, correct }) => [
    ...lackingLabels(options, "options", "answer"),
    ...(!correct?.length ? [{ path: "correct", code: "right-answer" as const }] : []),
  ],
  forPreview: (question, words) => ({ ...question, options: labelled(question.options, words.answer) }),
  operators: INCLUDING,
  comparand: amongOptions,
  Input: QuizInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/quiz/quiz-chart")).QuizChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/quiz/quiz-settings")).QuizSettings })),
  isAnswered: (value) => chosenOf(value).options.length > 0,
  problemWith: () => null,
  forSending: (value) => [...chosenOf(value).options],
  describeAnswer: ({ options }, value) => options.filter(({ id }) => chosenOf(value).options.includes(id)).map(({ label }) => label).join(", "),
  isRight: ({ correct }, value) => {
    const { options } = chosenOf(value);
    return !correct ? null : options.length === correct.length && correct.every((id) => options.includes(id));
  },
  hasRightAnswers: true,
  timeLimitS: ({ time_limit_s }) => time_limit_s ?? null,
  tableRows: ({ options }, cell, texts) => sharesTable(respondents(cell), options.map(({ id, label }) => ({ id, label, count: optionCount(cell, id) })), texts),
};
