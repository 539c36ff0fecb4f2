/** Signs that a phone sends to whoever speaks; they are of the moment, so nothing waits and nothing is sent again. */
import { useState } from "react";
import type { Phone } from "@/features/participation/api/use-phone";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";
import { REACTIONS, SIGNS } from "@/lib/audience/reactions";
import type { Reaction } from "@/lib/socket/frames";

export function ReactionBar({ phone: { connection, session, status } }: { phone: Phone }) {
  const { reactions: texts } = useAudienceTexts();
  const [sent, setSent] = useState({ reaction: null as Reaction | null, times: 0 });
  const send = async (reaction: Reaction) => {
    try {
      await connection.request({ type: "react", session: session.id, reaction });
      setSent(({ times }) => ({ reaction, times: times + 1 }));
    } catch {
      // Too fast, or the connection is gone: the moment has passed, and nothing shows that it was sent.
    }
  };
  return (
    <div role="group" aria-label={texts.title} className="flex shrink-0">
      {REACTIONS.map((reaction) => (
        <button
          key={reaction}
          type="button"
          aria-label={texts.names[reaction]}
          disabled={status.phase !== "open"}
          onClick={() => void send(reaction)}
          className="grid size-11 place-items-center rounded-xl text-2xl transition active:scale-90 disabled:opacity-40"
        >
          <span aria-hidden="true" key={sent.reaction === reaction ? sent.times : 0} className={sent.reaction === reaction ? "animate-pop" : ""}>
            {SIGNS[reaction]}
          </span>
        </button>
      ))}
    </div>
  );
}
