/** Words that stand on many pages. */
export const en = {
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  done: "Done",
  tryAgain: "Try again",
  showMore: "Show more",
  loading: "Loading",
  copy: "Copy",
  copied: "Copied",
  language: "Language",
  roles: { owner: "Owner", admin: "Admin", facilitator: "Facilitator", viewer: "Viewer" },
};

export type Phrases = typeof en;
