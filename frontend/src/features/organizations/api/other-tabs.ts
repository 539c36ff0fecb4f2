/** All tabs of a browser share one login: a switch in one of them reaches the others. */
import { useEffect, useState } from "react";

const CHANNEL = "impactpulse.organization";

interface Switched {
  readonly id: string;
  readonly name: string;
}

export function announceSwitch({ id, name }: Switched): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ id, name } satisfies Switched);
  channel.close();
}

/** The organization that another tab has switched to, while this one still shows `shown`; else null. */
export function useSwitchElsewhere(shown: string): Switched | null {
  const [heard, setHeard] = useState<Switched | null>(null);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<Switched>) => setHeard(data);
    return () => channel.close();
  }, []);
  return heard !== null && heard.id !== shown ? heard : null;
}
