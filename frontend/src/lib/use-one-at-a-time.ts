/** Lets an action begin only when the one before it has ended: a second tap is no second wish. */
import { useRef } from "react";

export function useOneAtATime(): (action: () => Promise<void>) => Promise<void> {
  const isUnderWay = useRef(false);
  return async (action) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    try {
      await action();
    } finally {
      isUnderWay.current = false;
    }
  };
}
