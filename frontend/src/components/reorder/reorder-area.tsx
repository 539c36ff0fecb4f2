/** An area in which things are moved between places: by mouse and finger through dnd-kit, by keys of our own. */
import { type DragEndEvent, type DragMoveEvent, type DragStartEvent, DragDropProvider } from "@dnd-kit/react";
import { AutoScroller, type Draggable, PointerActivationConstraints, PointerSensor } from "@dnd-kit/dom";
import { clsx } from "clsx";
import { type ReactNode, type Ref, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { Movable, Place } from "@/components/reorder/place";
import { type Reordering, ReorderingContext } from "@/components/reorder/reordering";
import { usePointer, useReordering } from "@/components/reorder/use-reordering";
import { useTexts } from "@/components/reorder/use-texts";

/** Its others write style elements, which our pages' policy forbids: what is seen while moving is drawn here. */
const PLUGINS = [AutoScroller];
const SENSORS = [
  PointerSensor.configure({
    activationConstraints: [new PointerActivationConstraints.Distance({ value: 4 })],
    preventActivation: (_, { element }) => element?.matches(":disabled") ?? true,
  }),
];

interface ReorderAreaProps {
  /** Called once for each move that changes something. */
  onPut: (movable: Movable, to: Place) => void;
  /** What a list is called in announcements, where there are several. */
  nameOf?: (list: string) => string | null;
  children: ReactNode;
  className?: string;
}

export function ReorderArea({ onPut, nameOf = () => null, children, className }: ReorderAreaProps) {
  const texts = useTexts();
  const howTo = useId();
  const area = useRef<HTMLDivElement>(null);
  const ghost = useRef<HTMLSpanElement>(null);
  const [toFocus, setToFocus] = useState<Movable | null>(null);
  const { lift, said, start, hover, step, finish, leave } = useReordering(area, { onPut, nameOf });
  const pointer = usePointer(area, lift, hover);
  const putDown = () => {
    if (!lift) return;
    finish(lift.movable, lift.over);
    setToFocus(lift.movable);
  };
  const reordering: Reordering = { lift, howTo, pickUp: (movable) => start(movable, "keys"), step, putDown, leave: () => lift && leave(lift.movable) };
  const drag = ({ kind }: Movable, at: Point) => {
    follow(ghost.current, at);
    pointer.moved(kind, at.y);
  };
  const lifted = (movable: Movable, at: Point) => {
    start(movable, "pointer");
    drag(movable, at);
  };
  // A jerk ends before any move was told of: where the pointer is let go is known from that event alone.
  const dropped = (movable: Movable, by: Event | undefined) => finish(movable, by instanceof PointerEvent ? pointer.nearestTo(movable.kind, by.clientY) : undefined);
  // A thing that went to another list is drawn anew there, and one that was moved within its own loses the focus in between.
  useEffect(() => {
    if (toFocus) area.current?.querySelector<HTMLElement>(`[data-handle-of="${toFocus.kind}"][data-moves="${CSS.escape(toFocus.id)}"]`)?.focus();
  }, [toFocus]);

  return (
    <ReorderingContext value={reordering}>
      <DragDropProvider
        plugins={PLUGINS}
        sensors={SENSORS}
        onDragStart={({ operation: { source, position } }: DragStartEvent) => source && lifted(movableOf(source), position.current)}
        onDragMove={({ to, operation: { source, position } }: DragMoveEvent) => source && drag(movableOf(source), to ?? position.current)}
        onDragEnd={({ canceled, nativeEvent, operation: { source } }: DragEndEvent) => source && dropped(movableOf(source), canceled ? undefined : nativeEvent)}
      >
        <div ref={area} className={clsx(className, lift?.by === "pointer" && "cursor-grabbing select-none")}>{children}</div>
      </DragDropProvider>
      <p id={howTo} hidden>{texts.howTo}</p>
      <p aria-live="assertive" className="sr-only">{said}</p>
      {lift?.by === "pointer" && createPortal(<Ghost ref={ghost} name={lift.movable.name} />, document.body)}
    </ReorderingContext>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What its handle told dnd-kit, which keeps it as data of any kind. */
function movableOf({ data }: Draggable): Movable {
  return data as Movable;
}

/** What is moved, beside the pointer; it stays where it is until it is put down. */
function Ghost({ ref, name }: { ref: Ref<HTMLSpanElement>; name: string }) {
  return (
    // The pointer's place is counted from the left in every language.
    // eslint-disable-next-line house/both-directions
    <span ref={ref} aria-hidden="true" className="pointer-events-none invisible fixed top-0 left-0 z-50 max-w-72 truncate rounded-control bg-ink px-3 py-1.5 text-sm font-semibold text-surface shadow-high">
      {name}
    </span>
  );
}

function follow(ghost: HTMLElement | null, { x, y }: Point): void {
  if (!ghost) return;
  ghost.style.translate = `${Math.round(x) + 14}px ${Math.round(y) + 10}px`;
  ghost.style.visibility = "visible";
}
