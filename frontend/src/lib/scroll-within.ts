/** Scrolls a box no further than an item in it needs to be seen, and nothing around the box: what is read below stays where it is. */
export function scrollWithin(box: Element, item: Element): void {
  const within = box.getBoundingClientRect();
  const { left, right, top, bottom } = item.getBoundingClientRect();
  box.scrollLeft += beyond(left, right, within.left, within.right);
  box.scrollTop += beyond(top, bottom, within.top, within.bottom);
}

/** How far an item lies outside, with a sign; of one that is longer than the box, its beginning counts. */
function beyond(from: number, to: number, start: number, end: number): number {
  if (from < start || to - from > end - start) return from - start;
  return Math.max(0, to - end);
}
