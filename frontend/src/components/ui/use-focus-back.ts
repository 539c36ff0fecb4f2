/** Where the focus goes when a dialog is closed that the page itself opens: back to what opened it. */
import { useLayoutEffect, useRef } from "react";

/** For `onCloseAutoFocus` of a dialog that has no trigger of its own. */
export function useFocusBack(open: boolean): (event: Event) => void {
  const opener = useRef<Element | null>(null);
  // Before anything within is there: a field that takes the focus at once would be taken for what opened it.
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement;
  }, [open]);
  return (event) => {
    // Else it would look for a trigger of its own: here what is open is the page's to say, and there is none.
    event.preventDefault();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
}
