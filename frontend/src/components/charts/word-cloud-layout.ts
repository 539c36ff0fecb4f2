/** Where the words of a cloud go: the most frequent in the middle, the rest on a spiral around it. Pure. */
import type { Term } from "@/lib/questions/cells";

export const CLOUD = { width: 1000, height: 480 } as const;
export const MOST_WORDS = 60;

export interface PlacedWord extends Term {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** 0 for the most frequent third of the range, then 1 and 2. */
  readonly band: 0 | 1 | 2;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** `widthOf` measures a text at 1 px; areas grow with counts, so sizes grow with their square root. */
export function layOutCloud(terms: readonly Term[], widthOf: (text: string) => number): PlacedWord[] {
  const shown = terms.slice(0, MOST_WORDS);
  const most = shown[0]?.count ?? 1;
  const largest = shown.length <= 3 ? 120 : shown.length <= 12 ? 100 : 84;
  const boxes: Box[] = [];
  const placed: PlacedWord[] = [];
  for (const term of shown) {
    const share = term.count / most;
    const wanted = Math.max(20, largest * Math.sqrt(share));
    const size = Math.min(wanted, (CLOUD.width * 0.92) / Math.max(widthOf(term.text), 0.1));
    const spot = findSpot(widthOf(term.text) * size, size, boxes);
    if (!spot) continue;
    boxes.push(spot.box);
    placed.push({ ...term, x: spot.x, y: spot.y, size, band: share > 0.6 ? 0 : share > 0.25 ? 1 : 2 });
  }
  return placed;
}

function findSpot(width: number, size: number, taken: readonly Box[]): { x: number; y: number; box: Box } | null {
  for (let step = 0; step < 1600; step += 1) {
    const angle = step * 0.35;
    const radius = 3.2 * angle;
    const x = CLOUD.width / 2 + radius * Math.cos(angle) * 1.35;
    const y = CLOUD.height / 2 + radius * Math.sin(angle) * 0.62;
    const box = { left: x - width / 2 - 9, right: x + width / 2 + 9, top: y - size * 0.52, bottom: y + size * 0.58 };
    const inside = box.left >= 0 && box.right <= CLOUD.width && box.top >= 0 && box.bottom <= CLOUD.height;
    if (inside && !taken.some((other) => overlap(box, other))) return { x, y, box };
  }
  return null;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
