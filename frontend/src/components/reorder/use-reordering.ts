/** What is being moved in an area, where it would go, and what is said about it. */
import { type RefObject, useEffect, useRef, useState } from "react";
import { changesOrder, distinctPlaces, isSamePlace, type Movable, ordinal, type Place } from "@/components/reorder/place";
import { nearestPlace, placesIn } from "@/components/reorder/places-on-screen";
import type { Lift } from "@/components/reorder/reordering";
import { useTexts } from "@/components/reorder/use-texts";

interface Asked {
  /** Called once for each move that changes something. */
  onPut: (movable: Movable, to: Place) => void;
  /** What a list is called in announcements, where there are several. */
  nameOf: (list: string) => string | null;
}

export function useReordering(area: RefObject<HTMLElement | null>, { onPut, nameOf }: Asked) {
  const texts = useTexts();
  const [lift, setLift] = useState<Lift | null>(null);
  const [said, setSaid] = useState("");

  const placesFor = (movable: Movable) => distinctPlaces(placesIn(area.current, movable.kind), movable);
  const worded = (movable: Movable, place: Place) => {
    const { number, count } = ordinal(placesFor(movable), place);
    return texts.place(number, count, nameOf(place.list));
  };
  const leave = ({ name }: Movable) => {
    setLift(null);
    setSaid(texts.left(name));
  };
  return {
    lift,
    said,
    leave,
    start: (movable: Movable, by: Lift["by"]) => {
      setLift({ movable, over: movable.from, by });
      setSaid(texts.lifted(movable.name, worded(movable, movable.from)));
    },
    hover: (over: Place) => setLift((now) => (now === null || isSamePlace(now.over, over) ? now : { ...now, over })),
    step: (by: -1 | 1) => {
      if (!lift) return;
      const places = placesFor(lift.movable);
      const next = places[places.findIndex((place) => isSamePlace(place, lift.over)) + by];
      if (!next) return;
      setLift({ ...lift, over: next });
      setSaid(texts.over(worded(lift.movable, next)));
    },
    finish: (movable: Movable, to: Place | undefined) => {
      if (!to || !changesOrder(movable, to)) return leave(movable);
      setLift(null);
      setSaid(texts.put(movable.name, worded(movable, to)));
      onPut(movable, to);
    },
  };
}

/** The place nearest to the pointer, told anew whenever it or the page moves. */
export function usePointer(area: RefObject<HTMLElement | null>, lift: Lift | null, onHover: (over: Place) => void) {
  const height = useRef(0);
  const kind = lift?.by === "pointer" ? lift.movable.kind : null;
  const nearestTo = (of: string, y: number) => nearestPlace(area.current, of, y);
  useEffect(() => {
    if (kind === null) return;
    const onScroll = () => {
      const over = nearestPlace(area.current, kind, height.current);
      if (over) onHover(over);
    };
    window.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => window.removeEventListener("scroll", onScroll, { capture: true });
  });
  return {
    nearestTo,
    moved: (of: string, y: number) => {
      height.current = y;
      const over = nearestTo(of, y);
      if (over) onHover(over);
    },
  };
}
