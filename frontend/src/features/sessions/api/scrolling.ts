/** What the keys that pace a session would scroll, were they nobody's command. */

/** So long after it scrolled, a key is still meant to: whoever presses it in a hurry goes past the end without noticing. */
const HURRY_MS = 1_000;

/** Tables and charts that are wider or higher than their place, and take the focus to be scrolled. */
const REGION = "[role=region][tabindex]";

/** What a key scrolls, from the inside out. */
export type Scrolled = (event: KeyboardEvent) => readonly Element[];

/** The focused table or chart. */
export const regionUnder: Scrolled = ({ target }) => present(target instanceof Element ? target.closest(REGION) : null);

/** For a screen that is read by scrolling: Page Up and Page Down are also the page's. */
export const regionOrPage: Scrolled = (event) => [...regionUnder(event), ...present(event.key.startsWith("Page") ? document.scrollingElement : null)];

function present(box: Element | null): readonly Element[] {
  return box ? [box] : [];
}

/** Whether keys are for scrolling: as long as they move something, and shortly after. A key that is held is one press; each further one at the end does not put that off. */
export function scrolling(scrolled: Scrolled): (event: KeyboardEvent) => boolean {
  let last = { key: "", at: -Infinity };
  return (event) => {
    const isMoving = scrolled(event).some((box) => hasMore(box, event.key));
    const isHurried = last.key === event.key && event.timeStamp - last.at < HURRY_MS;
    if (isMoving || (isHurried && event.repeat)) last = { key: event.key, at: event.timeStamp };
    return isMoving || isHurried;
  };
}

/** Whether anything lies beyond the edge that the key goes to; browsers stop up to a pixel short of it. */
function hasMore(box: Element, key: string): boolean {
  const isAcross = key.startsWith("Arrow");
  const range = isAcross ? box.scrollWidth - box.clientWidth : box.scrollHeight - box.clientHeight;
  const at = isAcross ? box.scrollLeft : box.scrollTop;
  // From right to left the offset runs from 0 to minus the range.
  const before = isAcross && getComputedStyle(box).direction === "rtl" ? range + at : at;
  return key === "ArrowRight" || key === "PageDown" ? before < range - 1 : before > 1;
}
