/** The Idempotency-Key of what a form would create: the same while its content is, so that another try makes no second one. */
import { useMemo } from "react";

export function useRequestKey(content: unknown): string {
  const text = JSON.stringify(content);
  // A new key for each content is the point of the second argument.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => crypto.randomUUID(), [text]);
}
