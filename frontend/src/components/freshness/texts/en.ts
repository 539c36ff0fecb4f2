/** How the connection of a screen, and the age of its numbers, are told. */
export const en = {
  live: "Live",
  lastChange: (age: string) => `last change ${age}`,
  waiting: "waiting for results",
  connecting: "Connecting",
  numbersFrom: (age: string) => `numbers from ${age}`,
  notLive: "Not live",
  nextTry: (left: string) => `next try in ${left}`,
  stopped: "Disconnected. Log in again to go on.",
};

export type Texts = typeof en;
