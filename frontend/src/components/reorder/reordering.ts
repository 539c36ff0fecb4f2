/** The state of one area in which things are moved, shared with its handles and places. */
import { createContext, useContext } from "react";
import type { Movable, Place } from "@/components/reorder/place";

export interface Lift {
  readonly movable: Movable;
  /** Where it would be put now. */
  readonly over: Place;
  readonly by: "pointer" | "keys";
}

export interface Reordering {
  readonly lift: Lift | null;
  readonly howTo: string;
  pickUp: (movable: Movable) => void;
  step: (by: -1 | 1) => void;
  putDown: () => void;
  leave: () => void;
}

const NOWHERE: Reordering = { lift: null, howTo: "", pickUp: () => {}, step: () => {}, putDown: () => {}, leave: () => {} };

export const ReorderingContext = createContext(NOWHERE);

/** Whether this very thing is being moved. */
export function useIsLifted(kind: string, id: string): boolean {
  const { lift } = useContext(ReorderingContext);
  return lift?.movable.kind === kind && lift.movable.id === id;
}
