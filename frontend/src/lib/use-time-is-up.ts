/** Whether a moment of the server's clock has passed; changes once, when it does. */
import { useEffect, useState } from "react";

/** Browsers take a longer wait for none at all. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

export function useTimeIsUp(moment: string | null, serverAheadMs: number): boolean {
  const [known, setKnown] = useState(() => ({ moment, isPast: leftMs(moment, serverAheadMs) <= 0 }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const left = leftMs(moment, serverAheadMs);
      setKnown((before) => (before.moment === moment && before.isPast === left <= 0 ? before : { moment, isPast: left <= 0 }));
      if (left > 0) timer = setTimeout(look, Math.min(left, LONGEST_WAIT_MS));
    };
    // The server's clock is known only once the phone is connected: what the own one said may be wrong.
    timer = setTimeout(look, 0);
    return () => clearTimeout(timer);
  }, [moment, serverAheadMs]);
  return known.moment === moment && known.isPast;
}

function leftMs(moment: string | null, serverAheadMs: number): number {
  return moment === null ? Infinity : Date.parse(moment) - Date.now() - serverAheadMs;
}
