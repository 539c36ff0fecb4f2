/** Where the words of a cloud go: the most frequent in the middle, the rest on a spiral around it. Pure. */
import type { Term } from "@/lib/questions/cells";

/** How wide a cloud may be for one of its height, where nobody knows what it is drawn on. */
export const USUAL_ASPECT = 2.1;
const AREA = 480_000;
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

interface Plane {
  readonly width: number;
  readonly height: number;
}

/** Of the same area whatever its proportions are, so that words are as large on it. */
export function planeOf(aspect: number): Plane {
  const height = Math.sqrt(AREA / aspect);
  return { width: height * aspect, height };
}

/** Tried in turn until every word finds a place. */
const SCALES = [1, 0.8, 0.64, 0.5, 0.4];

/** `widthOf` measures a text at 1 px; areas grow with counts, so sizes grow with their square root. `aspect` is that of what it is drawn on. */
export function layOutCloud(terms: readonly Term[], widthOf: (text: string) => number, aspect = USUAL_ASPECT): PlacedWord[] {
  const shown = terms.slice(0, MOST_WORDS);
  const plane = planeOf(aspect);
  let placed: PlacedWord[] = [];
  for (const scale of SCALES) {
    placed = place(shown, widthOf, scale, plane);
    if (placed.length === shown.length) break;
  }
  return placed;
}

function place(terms: readonly Term[], widthOf: (text: string) => number, scale: number, plane: Plane): PlacedWord[] {
  const most = terms[0]?.count ?? 1;
  const boxes: Box[] = [];
  const placed: PlacedWord[] = [];
  for (const term of terms) {
    const share = term.count / most;
    const wanted = Math.max(20, 100 * Math.sqrt(share)) * scale;
    const size = Math.min(wanted, (plane.width * 0.92) / Math.max(widthOf(term.text), 0.1));
    const width = widthOf(term.text) * size;
    const spot = findSpot(width, size, boxes, plane);
    if (!spot) continue;
    boxes.push(spot.box);
    placed.push({ ...term, x: spot.x, y: spot.y, size, width, band: share > 0.6 ? 0 : share > 0.25 ? 1 : 2 });
  }
  return placed;
}

const LEAST_WIDTH = 420;
const LEAST_HEIGHT = 168;

/** The part of the plane that all words fill, as a viewBox: a small cloud is shown larger, up to a point. */
export function frameOf(words: readonly PlacedWord[]): string {
  if (words.length === 0) return [0, 0, LEAST_WIDTH, LEAST_HEIGHT].join(" ");
  const left = Math.min(...words.map(({ x, width }) => x - width / 2));
  const right = Math.max(...words.map(({ x, width }) => x + width / 2));
  const top = Math.min(...words.map(({ y, size }) => y - size * 0.62));
  const bottom = Math.max(...words.map(({ y, size }) => y + size * 0.62));
  const width = Math.max(LEAST_WIDTH, right - left + 12);
  const height = Math.max(LEAST_HEIGHT, bottom - top + 8);
  return [(left + right - width) / 2, (top + bottom - height) / 2, width, height].map(Math.round).join(" ");
}

/** On a spiral as wide and as high as the plane. */
function findSpot(width: number, size: number, taken: readonly Box[], plane: Plane): { x: number; y: number; box: Box } | null {
  const across = 0.935 * Math.sqrt(plane.width / plane.height);
  const down = 0.837 / across;
  for (let step = 0; step < 2400; step += 1) {
    const angle = step * 0.3;
    const radius = 2 * angle;
    const x = plane.width / 2 + radius * Math.cos(angle) * across;
    const y = plane.height / 2 + radius * Math.sin(angle) * down;
    const box = { left: x - width / 2 - 9, right: x + width / 2 + 9, top: y - size * 0.52, bottom: y + size * 0.58 };
    const inside = box.left >= 0 && box.right <= plane.width && box.top >= 0 && box.bottom <= plane.height;
    if (inside && !taken.some((other) => overlap(box, other))) return { x, y, box };
  }
  return null;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
