/** What is drawn a little at a time, so that taps are heard meanwhile. */
import { type ReactNode, useDeferredValue } from "react";

interface AfterwardsProps {
  /** What stands in its place until then; where nothing does, see that nothing moves. */
  instead?: ReactNode;
  children: ReactNode;
}

/** A page as a whole, or what it has beside what it is opened for: that stands as soon as the rest of the page does. */
export function Afterwards({ instead = null, children }: AfterwardsProps) {
  return useDeferredValue(true, false) ? children : instead;
}
