/** What moving things by hand says. */
export const en = {
  handle: (name: string) => `Move ${name}`,
  howTo: "Drag it, or press Space to pick it up, move it with the arrow keys, and press Space to put it down or Escape to leave it.",
  lifted: (name: string, place: string) => `${name} picked up. ${place}.`,
  over: (place: string) => `${place}.`,
  put: (name: string, place: string) => `${name} put down. ${place}.`,
  left: (name: string) => `${name} stays where it was.`,
  place: (number: number, count: number, list: string | null) => (list === null ? `Place ${number} of ${count}` : `Place ${number} of ${count} on ${list}`),
};

export type Texts = typeof en;
