/** What the pages of an account say. */
export const en = {
  menu: {
    label: (name: string) => `Account of ${name}`,
    account: "Your account",
    docs: "API documentation",
    logOut: "Log out",
  },
  invitation: {
    title: (organization: string) => `${organization} invites you`,
    intro: (role: string, email: string) => `As ${role}, with the address ${email}.`,
    loadingTitle: "Your invitation",
    loadingIntro: "One moment…",
    goneTitle: "This invitation does not work any more",
    goneIntro: "It was used or revoked, or it is too old. Ask whoever invited you for a new one.",
    toLogin: "To the login",
    failed: "The invitation cannot be shown",
    loggedInAs: (name: string) => `You are logged in as ${name}.`,
    accept: "Accept and join",
    hasAccount: "You have an account with this address. Log in with it, and you are in.",
    logIn: "Log in and join",
    otherAccount: (mine: string, invited: string) => `You are logged in as ${mine}. The invitation is for ${invited}.`,
    changeAccount: "Log out and use the other account",
    replaces: (mine: string) => `You are logged in as ${mine}; this browser leaves that account when you make the new one.`,
    name: "Your name",
    password: "Password",
    passwordHint: "At least 10 characters",
    register: "Make the account and join",
  },
};

export type Texts = typeof en;
