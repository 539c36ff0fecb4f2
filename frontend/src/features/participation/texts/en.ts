/** What the page of a personal link says. */
export const en = {
  opening: "Looking for the session",
  asks: (organization: string) => `${organization} asks you`,
  live: "Questions appear here as the facilitator asks them.",
  open: "Answer in your own time.",
  until: (when: string) => `Open until ${when}.`,
  join: "Join",
  goOn: "Go on",
  blind: {
    title: "Your answers are anonymous",
    known: (organization: string) => `${organization} knows that this link was sent to you, and learns at the end whether you answered.`,
    unknown: "Nobody can look up which answers are yours: they are stored without your name, your address and this link.",
    device: "From now on the link works on this device only.",
    limits: "What you write may still give you away, and whoever runs the server could watch while answers come in.",
  },
  named: {
    title: "Your answers carry your name",
    known: (organization: string, name: string | null) => `${organization} sees what you answer, with ${name === null ? "your e-mail address" : `your name (${name}) and e-mail address`}.`,
    link: "The link works on all of your devices. Keep it to yourself: whoever has it answers as you.",
  },
  closed: {
    gone: ["This link does not work any more", "It was taken back or replaced, or a letter of it is missing. Open it from the newest mail, or ask whoever invited you."],
    used: ["This link was used on another device", "Answers are anonymous here, so a link works only in the browser that opened it first. Go on there; if that cannot be, ask whoever invited you for a new link."],
    over: ["This session is over", "It takes no answers any more."],
    removed: ["You are no longer part of this session", "Ask whoever invited you."],
    offline: ["No connection", "ImpactPulse cannot be reached. Check the network."],
  } as Record<"gone" | "used" | "over" | "removed" | "offline", readonly [title: string, text: string]>,
  failed: "That did not work",
};

export type Texts = typeof en;
