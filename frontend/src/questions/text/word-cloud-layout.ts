/** Where the words of a cloud go: the most frequent in the middle, the rest on a spiral around it. Pure. */
import type { Term } from "@/lib/questions/cells";

export const CLOUD = { width: 1000, height: 480 } as const;
export const MOST_WORDS = 60;

export interface PlacedWord extends Term {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
  /** 0 for the most frequent third of the range, then 1 and 2. */
  readonly band: 0 | 1 | 2;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Tried in turn until every word finds a place. */
const SCALES = [1, 0.8, 0.64, 0.5, 0.4];

/** `widthOf` measures a text at 1 px; areas grow with counts, so sizes grow with their square root. */
export function layOutCloud(terms: readonly Term[], widthOf: (text: string) => number): PlacedWord[] {
  const shown = terms.slice(0, MOST_WORDS);
  let placed: PlacedWord[] = [];
  for (const scale of SCALES) {
    placed = place(shown, widthOf, scale);
    if (placed.length === shown.length) break;
  }
  return placed;
}

function place(terms: readonly Term[], widthOf: (text: string) => number, scale: number): PlacedWord[] {
  const most = terms[0]?.count ?? 1;
  const boxes: Box[] = [];
  const placed: PlacedWord[] = [];
  for (const term of terms) {
    const share = term.count / most;
    const wanted = Math.max(20, 100 * Math.sqrt(share)) * scale;
    const size = Math.min(wanted, (CLOUD.width * 0.92) / Math.max(widthOf(term.text), 0.1));
    const width = widthOf(term.text) * size;
    const spot = findSpot(width, size, boxes);
    if (!spot) continue;
    boxes.push(spot.box);
    placed.push({ ...term, x: spot.x, y: spot.y, size, width, band: share > 0.6 ? 0 : share > 0.25 ? 1 : 2 });
  }
  return placed;
}

const LEAST_WIDTH = 420;

/** The part of the plane that holds all words, as a viewBox: a small cloud is shown larger, up to a point. */
export function frameOf(words: readonly PlacedWord[]): string {
  const across = Math.max(0, ...words.map(({ x, width }) => Math.abs(x - CLOUD.width / 2) + width / 2));
  const down = Math.max(0, ...words.map(({ y, size }) => Math.abs(y - CLOUD.height / 2) + size * 0.62));
  const width = Math.max(LEAST_WIDTH, 2 * across + 12);
  const height = Math.max(LEAST_WIDTH * 0.4, 2 * down + 8);
  return [(CLOUD.width - width) / 2, (CLOUD.height - height) / 2, width, height].map(Math.round).join(" ");
}

function findSpot(width: number, size: number, taken: readonly Box[]): { x: number; y: number; box: Box } | null {
  for (let step = 0; step < 2400; step += 1) {
    const angle = step * 0.3;
    const radius = 2 * angle;
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
