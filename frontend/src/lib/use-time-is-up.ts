/** Whether a moment of the server's clock has passed; changes once, when it does. */
import { useEffect, useState } from "react";

export function useTimeIsUp(moment: string | null, serverAheadMs: number): boolean {
  const [passed, setPassed] = useState<string | null>(null);
  useEffect(() => {
    if (moment === null) return;
    const left = Date.parse(moment) - Date.now() - serverAheadMs;
    const timer = setTimeout(() => setPassed(moment), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [moment, serverAheadMs]);
  return moment !== null && passed === moment;
}
