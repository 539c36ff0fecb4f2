/** What shows that the owner asks. */
export const en = {
  password: "Your password",
  code: "Code of the app, or a recovery code",
  passwordByMail: {
    intro: "You log in through another provider. With a password of your own you can change this here.",
    send: "Send me a link",
    sent: (email: string) => `A link to set a password is on its way to ${email}. It works once, for one hour, and ends your logins.`,
  },
};

export type Texts = typeof en;
