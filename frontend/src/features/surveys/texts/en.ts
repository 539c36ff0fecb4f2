/** What the pages of a survey say. */
import { en as editor } from "@/features/surveys/texts/editor/en";
import { en as library } from "@/features/surveys/texts/library/en";
import { en as more } from "@/features/surveys/texts/more/en";
import { en as trying } from "@/features/surveys/texts/trying/en";

export const en = {
  editor,
  collection: library,
  more,
  trying,
  start: {
    title: "Start a session",
    settings: "Settings",
    asSurvey: "As in the survey",
    changed: (n: number) => (n === 1 ? "1 changed" : `${n} changed`),
    live: "Live",
    liveHint: "You set the pace. Everybody sees the question you show, and the results when you reveal them.",
    open: "Open",
    openHint: "Everybody answers all questions in their own time, until you end it.",
    noTimes: "The time limits of this quiz do not hold here: a right answer gives all its points, however long it took.",
  },
  retention: {
    title: "Keeping answers",
    intro: "What single people answered is removed some time after a session's end; the results stay.",
    label: "Days after the end",
    forEver: "For ever",
    hint: "Empty: for ever",
    readOnly: (days: number | null) => (days === null ? "Answers are kept for ever." : `Answers are kept for ${days} days after a session's end.`),
    submit: "Set the period",
    saved: "Saved.",
    conflict: "Somebody else set another period; nothing is overwritten until you choose",
    keepTheirs: "Keep theirs",
    saveMine: "Save mine over it",
  },
};

export type Texts = typeof en;
