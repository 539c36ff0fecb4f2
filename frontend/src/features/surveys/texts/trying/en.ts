/** What is said around a draft that is tried out. */
export const en = {
  open: "Try it",
  title: "Try it as a respondent",
  hint: "The draft as it stands now, as an open session asks it. Nothing is stored, and nothing is sent.",
  again: "Start again",
  phone: "The survey on a phone",
  nothing: "There is nothing to ask yet",
  nothingHint: "Add a question first.",
  allHidden: "Nothing is shown",
  allHiddenHint: "The conditions hide every question from the beginning.",
  tried: "Tried out only",
  triedHint: "Nothing was stored or sent. Respondents see the receipt of their answers here.",
  here: "Wrong on this page",
  goOn: "Go on all the same",
  elsewhere: "To mend elsewhere in the draft",
  survey: "Survey",
  hidden: (n: number) => (n === 1 ? "1 question is not shown by these answers" : `${n} questions are not shown by these answers`),
  broken: "It could not be shown here.",
};

export type TryingTexts = typeof en;
