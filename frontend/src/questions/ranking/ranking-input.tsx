/** Tap to rank; then arrows, keys or a drag put the ranked ones in order. */
import { ArrowDown, ArrowUp, GripVertical, Plus, X } from "lucide-react";
import { clsx } from "clsx";
import { type PointerEvent, useRef, useState } from "react";
import type { AnswerProps } from "@/components/answers/answer-props";
import type { AnswerTexts } from "@/components/answers/texts/en";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { Option, Ranking } from "@/lib/questions/question";
import { inShownOrder } from "@/lib/questions/shuffle";
import { bounds } from "@/questions/ranking/ballots";
import { landing, moved } from "@/questions/ranking/order";

const GAP = 10;

export function RankingInput({ question, value, onChange, seed, disabled, labelledBy, describedBy }: AnswerProps<Ranking>) {
  const texts = useAnswerTexts().ranking;
  const [said, setSaid] = useState("");
  const order = (Array.isArray(value) ? value : []).filter((id) => question.options.some((option) => option.id === id));
  const { least, most } = bounds(question);
  const left = inShownOrder(question, seed).filter((option) => !order.includes(option.id));
  const labelOf = (id: string) => question.options.find((option) => option.id === id)!.label;
  const change = (next: string[], words: string) => {
    onChange(next.length > 0 ? next : null);
    setSaid(words);
  };
  const move = (from: number, to: number) => change(moved(order, from, to), texts.moved(labelOf(order[from]!), Math.max(0, to) + 1, order.length));
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <p className="mb-3 text-[0.9375rem] text-faint">{rule(least, most, question.options.length, texts)}</p>
      {order.length > 0 && <RankedList {...{ order, labelOf, disabled }} onMove={move} onRemove={(id) => change(order.filter((one) => one !== id), texts.takenOut(labelOf(id)))} />}
      {left.length > 0 && <Unranked options={left} place={order.length + 1} isFull={order.length >= most} disabled={disabled} onRank={(id) => change([...order, id], texts.ranked(labelOf(id), order.length + 1))} />}
      <p aria-live="polite" className="sr-only">{said}</p>
    </div>
  );
}

function rule(least: number, most: number, all: number, texts: AnswerTexts["ranking"]): string {
  if (least === all) return texts.all;
  return least === most ? texts.exactly(most) : texts.between(least, most);
}

interface RankedListProps {
  order: readonly string[];
  labelOf: (id: string) => string;
  disabled: boolean;
  onMove: (from: number, to: number) => void;
  onRemove: (id: string) => void;
}

interface Drag {
  readonly from: number;
  readonly start: number;
  readonly shift: number;
  readonly heights: readonly number[];
}

function RankedList({ order, labelOf, disabled, onMove, onRemove }: RankedListProps) {
  const texts = useAnswerTexts().ranking;
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const to = drag && landing(drag.heights, GAP, drag.from, drag.shift);
  const begin = (event: PointerEvent, from: number) => {
    if (disabled) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from, start: event.clientY, shift: 0, heights: [...list.current!.children].map((row) => row.getBoundingClientRect().height) });
  };
  const drop = () => {
    if (drag && to !== null && to !== drag.from) onMove(drag.from, to);
    setDrag(null);
  };
  return (
    <ol ref={list} aria-label={texts.order} className="mb-4 flex flex-col" style={{ gap: GAP }}>
      {order.map((id, i) => (
        <li
          key={id}
          className={clsx("flex min-h-15 items-center gap-1 rounded-2xl bg-brand-soft ps-1 pe-1.5 ring-2 ring-brand", drag?.from === i ? "relative z-10 shadow-high" : drag && "transition-transform duration-200")}
          style={{ transform: drag ? `translateY(${drag.from === i ? drag.shift : makesRoom(drag, to!, i)}px)` : undefined }}
        >
          <span
            aria-hidden="true"
            onPointerDown={(event) => begin(event, i)}
            onPointerMove={(event) => drag && setDrag({ ...drag, shift: event.clientY - drag.start })}
            onPointerUp={drop}
            onPointerCancel={() => setDrag(null)}
            className={clsx("flex h-14 touch-none items-center gap-1.5 ps-1 pe-2 select-none", !disabled && "cursor-grab active:cursor-grabbing")}
          >
            <GripVertical className="size-5 text-brand/60" />
            <b className="figures grid size-8 place-items-center rounded-full bg-brand text-on-brand">{i + 1}</b>
          </span>
          <span dir="auto" className="min-w-0 flex-1 py-2 text-lg leading-snug font-semibold text-pretty">
            <span className="sr-only">{i + 1}. </span>
            {labelOf(id)}
          </span>
          <RowButton label={texts.up(labelOf(id))} disabled={disabled || i === 0} onClick={() => onMove(i, i - 1)}><ArrowUp className="size-5" /></RowButton>
          <RowButton label={texts.down(labelOf(id))} disabled={disabled || i === order.length - 1} onClick={() => onMove(i, i + 1)}><ArrowDown className="size-5" /></RowButton>
          <RowButton label={texts.takeOut(labelOf(id))} disabled={disabled} onClick={() => onRemove(id)}><X className="size-5" /></RowButton>
        </li>
      ))}
    </ol>
  );
}

/** How far a row steps aside for the dragged one. */
function makesRoom({ from, heights }: Drag, to: number, at: number): number {
  if (at > from && at <= to) return -(heights[from]! + GAP);
  return at < from && at >= to ? heights[from]! + GAP : 0;
}

function RowButton({ label, disabled, onClick, children }: { label: string; disabled: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" aria-label={label} disabled={disabled} onClick={onClick} className="grid h-12 w-10 shrink-0 place-items-center rounded-xl text-brand transition active:scale-90 disabled:opacity-30 pointer-fine:hover:bg-brand/10">
      {children}
    </button>
  );
}

function Unranked({ options, place, isFull, disabled, onRank }: { options: readonly Option[]; place: number; isFull: boolean; disabled: boolean; onRank: (id: string) => void }) {
  const texts = useAnswerTexts().ranking;
  return (
    <ul aria-label={texts.unranked} className="flex flex-col gap-2.5">
      {options.map((option) => (
        <li key={option.id}>
          <button
            type="button"
            disabled={disabled || isFull}
            onClick={() => onRank(option.id)}
            className="flex min-h-15 w-full items-center gap-3.5 rounded-2xl bg-surface px-4 py-3 text-start text-lg leading-snug font-medium ring-1 ring-line-strong/50 transition active:scale-[0.985] disabled:cursor-not-allowed disabled:opacity-60"
          >
            <span aria-hidden="true" className="grid size-8 shrink-0 place-items-center rounded-full text-faint ring-2 ring-line-strong/60 ring-inset"><Plus className="size-4" strokeWidth={3} /></span>
            <span dir="auto" className="min-w-0 flex-1 text-pretty">{option.label}</span>
            {!isFull && <span className="sr-only">{texts.place(place)}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
