/** Places in lists that something moved may be put at: pure. */

/** Before the thing that stands at `at` in the list; one past the last is its end. */
export interface Place {
  readonly list: string;
  readonly at: number;
}

export interface Movable {
  /** What kind of thing it is: it goes only where things of its kind stand. */
  readonly kind: string;
  readonly id: string;
  /** As it is called in announcements. */
  readonly name: string;
  readonly from: Place;
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.list === other.list && one.at === other.at;
}

/** Before itself and after itself are where it stands already. */
export function changesOrder({ from }: Movable, to: Place): boolean {
  return to.list !== from.list || (to.at !== from.at && to.at !== from.at + 1);
}

/** Those that differ in what they lead to, in order: the place after the thing itself is the one before it. */
export function distinctPlaces(places: readonly Place[], movable: Movable): Place[] {
  return places.filter((place) => changesOrder(movable, place) || isSamePlace(place, movable.from));
}

/** Which of how many in its list it would be, counted from 1. */
export function ordinal(places: readonly Place[], place: Place): { readonly number: number; readonly count: number } {
  const inList = places.filter(({ list }) => list === place.list);
  return { number: inList.findIndex((one) => isSamePlace(one, place)) + 1, count: inList.length };
}

/** The items with the one at `from` put before the one that stands at `to`. */
export function put<T>(items: readonly T[], from: number, to: number): T[] {
  const moved = items.slice(from, from + 1);
  const others = items.toSpliced(from, 1);
  return others.toSpliced(to > from ? to - 1 : to, 0, ...moved);
}
