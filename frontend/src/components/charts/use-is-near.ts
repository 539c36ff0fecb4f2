/** Whether something is on the screen or close to it. */
import { type RefObject, useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** A quarter of the window further than what is in view. */
const NEAR = "25%";

/** True where nobody can tell, and for all that is printed. */
export function useIsNear(area: RefObject<Element | null>): boolean {
  const [isNear, setIsNear] = useState(true);
  useEffect(() => {
    if (!area.current || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver((entries) => setIsNear(entries.at(-1)!.isIntersecting), { rootMargin: NEAR });
    observer.observe(area.current);
    // The page is printed as it stands when this listener returns.
    const show = () => flushSync(() => setIsNear(true));
    window.addEventListener("beforeprint", show);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", show);
    };
  }, [area]);
  return isNear;
}
