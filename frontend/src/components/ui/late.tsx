/** A page whose code comes late, on the way to what a phone opens with. */
import { type ComponentType, type FunctionComponent, useEffect, useState } from "react";
import { PageLoading } from "@/components/ui/surface";

export interface LateComponent<P> extends FunctionComponent<P> {
  /** Fetches the code before it is drawn. What fails here is fetched again, and told, when it is needed. */
  readonly ahead: () => void;
}

interface Found<P> {
  readonly Page: ComponentType<P>;
}

/**
 * As React's `lazy` with a fallback around it, but shown as soon as it is there: React leaves every fallback for 300 ms before it shows what
 * came meanwhile, which on the way to a phone's first question happened twice. A failure is thrown where the page would be drawn.
 */
export function late<P extends object>(load: () => Promise<ComponentType<P>>): LateComponent<P> {
  let found: Found<P> | null = null;
  let loading: Promise<Found<P>> | null = null;
  const fetchAgain = async () => {
    try {
      found = { Page: await load() };
      return found;
    } finally {
      loading = null;
    }
  };
  const fetchOnce = () => (loading ??= found ? Promise.resolve(found) : fetchAgain());
  function Late(props: P) {
    const [drawn, setDrawn] = useState(found);
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
    useEffect(() => {
      if (drawn) return;
      fetchOnce().then(setDrawn, (error: unknown) => setFailure({ error }));
    }, [drawn]);
    if (failure) throw failure.error;
    return drawn ? <drawn.Page {...props} /> : <PageLoading />;
  }
  return Object.assign(Late, { ahead: () => void fetchOnce().catch(() => undefined) });
}
