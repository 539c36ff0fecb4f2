/** Where a session stands, derived from its state: pure. */
import type { ControlCommand, Session, SessionStatus } from "@/lib/api/schema";
import { cellOf, respondents } from "@/lib/questions/cells";
import type { Question } from "@/lib/questions/question";
import type { ResultsData, StateData } from "@/lib/socket/frames";

/** What the facilitator looks at: a question chosen in the run sheet, else the one on all screens, else the first. */
export function questionInView(session: Session, state: StateData, chosen: string | null): Question | null {
  const wanted = chosen ?? state.question;
  return session.questions.find((question) => question.id === wanted) ?? session.questions[0] ?? null;
}

export function neighbour(session: Session, question: string | null, by: -1 | 1): Question | null {
  const at = session.questions.findIndex((one) => one.id === question);
  return at < 0 ? null : (session.questions[at + by] ?? null);
}

const ASKING: readonly ControlCommand["action"][] = ["next", "open", "show", "round", "timer"];

type Asked = Pick<ControlCommand, "action"> & { readonly question?: string | undefined; readonly seconds?: number | undefined };

/**
 * About what is seen: to go on is from the question on the screens, so pressed twice, or by two people at once, it goes one further;
 * to begin is from the lobby, so whoever still sees that leads nobody back who has begun.
 */
export function asSeen({ action, question, seconds }: Asked, { questions }: Session, state: StateData): Required<ControlCommand> {
  const begins = state.question === null && action === "next";
  return {
    action: begins ? "open" : action,
    question: (begins ? questions[0]?.id : question) ?? null,
    seconds: seconds ?? null,
    after: action === "next" ? state.question : null,
    phase: state.phase === "lobby" && ASKING.includes(action) ? "lobby" : null,
  };
}

/** The round of a question: always 1 in an open session. */
export function roundOf(state: StateData, question: string): number {
  return state.rounds[question] ?? 1;
}

export function answersTo(results: ResultsData | null, state: StateData, question: string): number {
  return respondents(cellOf(results, question, roundOf(state, question)));
}

/** The phase as the archive and the clock make it, from what a screen is pushed; the server says the same when it is asked. */
export function statusOf({ archived_at }: Session, { phase }: StateData, { hasOpened, hasClosed }: { hasOpened: boolean; hasClosed: boolean }): SessionStatus {
  if (archived_at !== null) return "archived";
  if (phase === "ended") return "ended";
  if (hasClosed) return "closed";
  return hasOpened ? phase : "scheduled";
}

export type Standing = "lobby" | "asking" | "closed" | "ended" | "open";

/** `asking`: a live question takes answers now. */
export function standing(session: Session, state: StateData, timeIsUp: boolean): Standing {
  if (state.phase === "ended") return "ended";
  if (session.mode === "open") return "open";
  if (state.phase === "lobby" || state.question === null) return "lobby";
  return state.accepting && !timeIsUp ? "asking" : "closed";
}
