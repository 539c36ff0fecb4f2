/** A place between things: unseen until something would be put there, then a line. */
import { clsx } from "clsx";
import { useContext, useEffect, useRef } from "react";
import { changesOrder, isSamePlace, type Place } from "@/components/reorder/place";
import { ReorderingContext } from "@/components/reorder/reordering";

interface DropPlaceProps extends Place {
  kind: string;
  /** Where the gap lies, as the list is laid out. */
  className: string;
}

export function DropPlace({ kind, list, at, className }: DropPlaceProps) {
  const { lift } = useContext(ReorderingContext);
  const place = { list, at };
  const isOver = lift !== null && lift.movable.kind === kind && isSamePlace(lift.over, place) && changesOrder(lift.movable, place);
  const gap = useRef<HTMLSpanElement>(null);
  const isSought = isOver && lift.by === "keys";
  useEffect(() => {
    if (isSought) gap.current?.scrollIntoView({ block: "nearest" });
  }, [isSought]);
  return (
    <span ref={gap} aria-hidden="true" data-place-for={kind} data-list={list} data-at={at} className={clsx("pointer-events-none absolute inset-x-0 z-10 flex scroll-mt-60 scroll-mb-16 items-center", className)}>
      {isOver && <span className="h-1 w-full rounded-full bg-brand" />}
    </span>
  );
}
