/** The keys of whoever leads a session, on the projector and on the live screen alike: pure. */
import { hasPoints } from "@/features/sessions/api/leaderboard";
import { neighbour, standing } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import { isCovered } from "@/features/sessions/api/wall";
import { deadlineOf } from "@/questions/deadline";

export type HostCommand = "next" | "previous" | "open" | "reveal" | "results" | "code" | "audience" | "leaderboard" | "blank" | "fullScreen" | "list";

/** As the browser names them. Page Up and Page Down, B and the full stop are what clickers send. */
export const KEYS: Readonly<Record<HostCommand, readonly string[]>> = {
  next: ["ArrowRight", "PageDown"],
  previous: ["ArrowLeft", "PageUp"],
  open: ["o"],
  reveal: ["r"],
  results: ["h"],
  code: ["c"],
  audience: ["q"],
  leaderboard: ["l"],
  blank: ["b", "."],
  fullScreen: ["f"],
  list: ["?"],
};
const COMMANDS = Object.keys(KEYS) as HostCommand[];

export function commandOf(key: string): HostCommand | null {
  const plain = isCharacter(key) ? key.toLowerCase() : key;
  return COMMANDS.find((command) => KEYS[command].includes(plain)) ?? null;
}

/** What somebody who speaks to the device may "type" unawares, and can therefore switch off. */
export function isCharacter(key: string): boolean {
  return key.length === 1;
}

/** What a command does in the room now; null where it does nothing there. */
export function actIn(room: Room, command: HostCommand): (() => void) | null {
  const { control, state, session } = room;
  if (command === "leaderboard") return hasPoints(session) ? () => control(state.leaderboard_shown ? "survey" : "leaderboard") : null;
  if (state.phase === "ended") return null;
  if (command === "audience") return () => control(state.screen === "audience" ? "survey" : "audience");
  if (command === "code") return () => control(state.code_shown ? "hide_code" : "show_code");
  if (session.mode !== "live") return null;
  if (command === "next") return () => control("next");
  const question = session.questions.find(({ id }) => id === state.question);
  if (question === undefined) return null;
  switch (command) {
    case "previous": {
      const previous = neighbour(session, question.id, -1);
      return previous && (() => control("show", { question: previous.id }));
    }
    case "open":
      return () => control(isAsking(room) ? "close" : "open");
    case "reveal":
      return () => control(state.revealed.includes(question.id) ? "hide" : "reveal");
    case "results":
      return () => control(isCovered(state, question) ? "uncover" : "cover");
    case "blank":
    case "fullScreen":
    case "list":
      return null;
  }
}

/** The same act, with something before it; still nothing where there is nothing to do. */
export function preceded(act: (() => void) | null, by: () => void): (() => void) | null {
  return (
    act &&
    (() => {
      by();
      act();
    })
  );
}

function isAsking({ session, state, serverAheadMs }: Room): boolean {
  const deadline = deadlineOf(state, session.questions);
  const isTimeUp = deadline !== null && Date.parse(deadline) <= Date.now() + serverAheadMs;
  return standing(session, state, isTimeUp) === "asking";
}
