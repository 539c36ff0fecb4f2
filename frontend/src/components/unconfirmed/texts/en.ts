/** What is said to members whose address is not confirmed. */
export const en = {
  title: "Confirm your e-mail address first",
  toAccount: "To your account",
};

export type Texts = typeof en;
