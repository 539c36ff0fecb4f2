/** What the pages of an account say. */
export const en = {
  menu: {
    label: (name: string) => `Account of ${name}`,
    account: "Your account",
    docs: "API documentation",
    logOut: "Log out",
  },
};

export type Texts = typeof en;
