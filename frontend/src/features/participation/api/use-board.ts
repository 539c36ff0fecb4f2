/** The questions of the room as this phone sees them, which of them are its own, and what it votes for. */
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import type { Asking } from "@/features/participation/api/asking";
import type { AudienceTransport } from "@/features/participation/api/audience-transport";
import { participantToken } from "@/features/participation/api/join";
import { socketsSeemBlocked } from "@/features/participation/api/transport";
import { useAskingView } from "@/features/participation/api/use-asking";
import { kept, POLL_MS } from "@/features/participation/api/use-seen-session";
import type { Phone } from "@/features/participation/api/use-phone";
import { api, bearer, dataOf } from "@/lib/api/client";
import type { AudienceBoard } from "@/lib/api/schema";
import { topFirst } from "@/lib/audience/board";
import type { Database } from "@/lib/outbox/database";
import type { AudienceQuestion } from "@/lib/socket/frames";
import { useChannel } from "@/lib/socket/use-connection";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

export interface BoardQuestion extends Pick<AudienceQuestion, "text" | "state" | "pinned" | "votes"> {
  readonly id: string;
}

export interface PhoneBoard {
  /** Null until they are known. */
  readonly questions: readonly BoardQuestion[] | null;
  /** Those of this phone that nobody else sees: they wait, or were hidden. */
  readonly unseen: readonly BoardQuestion[];
  readonly isOwn: (id: string) => boolean;
  readonly isVoted: (id: string) => boolean;
  /** The question whose vote is on its way. */
  readonly voting: string | null;
  /** The question whose last vote was not confirmed. */
  readonly failed: string | null;
  /** Nothing where another vote is on its way. */
  readonly vote: (id: string, up: boolean) => Promise<void>;
}

export function useBoard(database: Database, phone: Phone, asking: Asking, transport: AudienceTransport): PhoneBoard {
  const { connection, session } = phone;
  const pushed = useChannel(connection, session.id, "questions");
  const own = useSyncExternalStore(connection.ownQuestions.onChange, () => connection.ownQuestions.view);
  const { asked } = useAskingView(asking);
  const { told, isNewest, isVoted, setVoted } = useTold(database, phone);
  const oneAtATime = useOneAtATime();
  const [voting, setVoting] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);

  const questions = pushed.status === "current" && !isNewest ? topFirst(pushed.data) : (told?.questions.filter(isPublic) ?? null);
  const seen = new Set(questions?.map(({ id }) => id));
  const mine = new Map(told?.questions.filter(({ own: isOwn }) => isOwn).map((one): [string, BoardQuestion] => [one.id, one]));
  for (const [id, question] of Object.entries(own)) mine.set(id, { ...question, id });

  const vote = async (id: string, up: boolean) => {
    setVoting(id);
    setFailed(null);
    try {
      await transport.vote(id, up);
      setVoted(id, up);
    } catch {
      setFailed(id);
    } finally {
      setVoting(null);
    }
  };
  return {
    questions,
    unseen: [...mine.values()].filter((one) => !seen.has(one.id) && !isPublic(one)),
    isOwn: (id) => mine.has(id) || asked.has(id),
    isVoted,
    voting,
    failed,
    vote: (id, up) => oneAtATime(() => vote(id, up)),
  };
}

function isPublic({ state }: BoardQuestion): boolean {
  return state === "shown" || state === "answered";
}

interface Told {
  readonly told: AudienceBoard | null;
  /** Read because no socket got through: newer than what one pushed before. */
  readonly isPolled: boolean;
}

/** What only REST says: which are one's own and voted for. Where sockets are blocked, all of it, again and again. */
function useTold(database: Database, { session: { id }, status }: Phone) {
  const [{ told, isPolled }, setTold] = useState<Told>({ told: null, isPolled: false });
  const [votes, setVotes] = useState<Readonly<Record<string, boolean>>>({});
  const isBlocked = socketsSeemBlocked(status);
  const lookOnce = useEffectEvent(async (signal: AbortSignal) => {
    const request = { params: { path: { session_id: id } }, headers: bearer(await participantToken(database, id)), signal };
    return dataOf(api.GET("/api/v1/sessions/{session_id}/audience-questions", request));
  });
  useEffect(() => {
    const given = new AbortController();
    void kept(() => lookOnce(given.signal), isBlocked ? POLL_MS : null, given.signal, (seen) => setTold({ told: seen, isPolled: isBlocked }));
    return () => given.abort();
  }, [isBlocked]);
  return {
    told,
    isNewest: isBlocked && isPolled,
    isVoted: (question: string) => votes[question] ?? told?.questions.some((one) => one.id === question && one.voted) ?? false,
    setVoted: (question: string, up: boolean) => setVotes((before) => ({ ...before, [question]: up })),
  };
}
