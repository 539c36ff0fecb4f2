/** What a thing is moved by: dragged, or picked up, moved and put down with keys. */
import { useDraggable } from "@dnd-kit/react";
import { clsx } from "clsx";
import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useContext } from "react";
import type { Movable } from "@/components/reorder/place";
import { ReorderingContext } from "@/components/reorder/reordering";
import { useTexts } from "@/components/reorder/use-texts";

export function DragHandle({ className, ...movable }: Movable & { className?: string }) {
  const texts = useTexts();
  const { kind, id, name } = movable;
  const { lift, howTo, pickUp, step, putDown, leave } = useContext(ReorderingContext);
  const { ref } = useDraggable({ id: `${kind}:${id}`, type: kind, data: movable });
  const isLifted = lift?.by === "keys" && lift.movable.kind === kind && lift.movable.id === id;
  const keyed: Readonly<Record<string, () => void>> = isLifted
    ? { " ": putDown, Enter: putDown, Escape: leave, ArrowUp: () => step(-1), ArrowDown: () => step(1) }
    : { " ": () => pickUp(movable), Enter: () => pickUp(movable) };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keyed[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  // A screen reader's own way of pressing a button sends a click alone, which counts no presses of a pointer.
  const onClick = ({ detail, currentTarget }: MouseEvent<HTMLButtonElement>) => {
    if (detail !== 0) return;
    if (isLifted) return putDown();
    currentTarget.focus();
    pickUp(movable);
  };
  return (
    <button
      ref={ref}
      type="button"
      aria-label={texts.handle(name)}
      aria-describedby={howTo}
      aria-pressed={isLifted}
      data-handle-of={kind}
      data-moves={id}
      onClick={onClick}
      onKeyDown={onKeyDown}
      // Some browsers make a click of a space let go, though pressing it was taken already.
      onKeyUp={(event) => event.key === " " && event.preventDefault()}
      onBlur={() => isLifted && leave()}
      className={clsx("grid shrink-0 cursor-grab touch-none place-items-center rounded-control text-faint select-none hover:text-ink disabled:cursor-not-allowed disabled:opacity-0", isLifted && "bg-brand-soft text-brand!", className)}
    >
      <GripVertical aria-hidden="true" className="size-4.5" />
    </button>
  );
}
