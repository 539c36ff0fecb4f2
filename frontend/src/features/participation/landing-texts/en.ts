/** What the front door says, which phones that come by a code or a link never pass. */
export const en = {
  join: "Join",
  logIn: "Log in",
  title: "Join with your code",
  intro: "It is on the screen in front of you. No app, no account.",
  code: "Six-letter join code",
  facts: [
    ["Safe on a bad network", "Your answer waits on your phone until it is stored. Lose the signal or close the page: it still gets there, once."],
    ["You take part as a number", "Where a session wants your name, its door says so before you join."],
    ["A receipt for every answer", "You see when an answer is stored, not just that it was sent."],
  ] as readonly (readonly [title: string, text: string])[],
  asking: "Asking the questions yourself?",
  register: "Make an account",
};

export type LandingTexts = typeof en;
