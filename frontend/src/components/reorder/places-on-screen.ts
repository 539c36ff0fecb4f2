/** Where the places of an area lie on the screen. */
import type { Place } from "@/components/reorder/place";

/** All that things of a kind may be put at, from top to bottom. */
export function placesIn(area: HTMLElement | null, kind: string): Place[] {
  return elementsIn(area, kind).map(placeOf);
}

/** The one that is nearest to a height on the screen. */
export function nearestPlace(area: HTMLElement | null, kind: string, y: number): Place | undefined {
  const distance = (element: HTMLElement) => {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.abs((top + bottom) / 2 - y);
  };
  const [first, ...others] = elementsIn(area, kind).map((element) => ({ element, far: distance(element) }));
  return first && placeOf(others.reduce((near, one) => (one.far < near.far ? one : near), first).element);
}

function elementsIn(area: HTMLElement | null, kind: string): HTMLElement[] {
  return [...(area?.querySelectorAll<HTMLElement>(`[data-place-for="${kind}"]`) ?? [])];
}

function placeOf({ dataset }: HTMLElement): Place {
  return { list: dataset.list ?? "", at: Number(dataset.at) };
}
