/** An order under the respondent's hands. Pure. */

export function moved<T>(order: readonly T[], from: number, to: number): T[] {
  if (from === to || from < 0 || to < 0 || from >= order.length || to >= order.length) return [...order];
  const next = [...order];
  const [item] = next.splice(from, 1);
  next.splice(to, 0, item!);
  return next;
}

/** Where an item dragged by `shift` pixels lands among rows of these heights. */
export function landing(heights: readonly number[], gap: number, from: number, shift: number): number {
  let to = from;
  let left = Math.abs(shift);
  const by = shift < 0 ? -1 : 1;
  for (let next = from + by; next >= 0 && next < heights.length; next += by) {
    const step = heights[next]! + gap;
    if (left < step / 2) break;
    left -= step;
    to = next;
  }
  return to;
}
