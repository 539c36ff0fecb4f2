/** The look of a box that an answer is typed into. */
export const ANSWER_BOX =
  "h-18 w-full rounded-2xl bg-surface px-5 text-2xl font-semibold ring-1 ring-inset ring-line-strong/70 focus:outline-none focus:ring-2 focus:ring-brand disabled:opacity-60";
