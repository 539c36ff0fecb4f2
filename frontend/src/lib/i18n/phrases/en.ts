/** Words that stand on many pages. */
export const en = {
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  done: "Done",
  tryAgain: "Try again",
  failed: "That did not work",
  notCurrent: (since: string) => `Not current since ${since}`,
  showMore: "Show more",
  loading: "Loading",
  copy: "Copy",
  copied: "Copied",
  copyByHand: "This browser lets no button copy. Copy it yourself:",
  language: "Language",
  sides: { yes: "Yes", no: "No" },
  unreachable: "ImpactPulse cannot be reached. Check the connection.",
  brokenHere: "Something went wrong on this page. Reload it and try again.",
  theme: { title: "Colour theme", light: "Light", dark: "Dark", system: "As on this device" },
  nowhere: { title: "There is nothing at this address", text: "The link may be old, or a letter of it is missing.", toStart: "To the start" },
  broken: { title: "This page broke", newer: "There is a newer version of this page", text: "Nothing that was sent is lost: answers that wait on this device are still here.", reload: "Reload" },
  roles: { owner: "Owner", admin: "Admin", facilitator: "Facilitator", viewer: "Viewer" },
};

export type Phrases = typeof en;
