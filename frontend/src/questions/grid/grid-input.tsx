/** Choose an item, tap where it belongs; or give its coordinates with keys. */
import { Check } from "lucide-react";
import { clsx } from "clsx";
import { type PointerEvent, useState } from "react";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { Axis, Grid } from "@/lib/questions/question";
import { GridFrame } from "@/questions/grid/grid-frame";
import { MOST, type Place, place, placesIn } from "@/questions/grid/places";

const EDGE = 4;

export function GridInput({ question, value, onChange, disabled, labelledBy, describedBy }: AnswerProps<Grid>) {
  const texts = useAnswerTexts().grid;
  const { items } = question;
  const placed = placesIn(value);
  const [picked, setPicked] = useState(items.find(({ id }) => !placed.has(id))?.id ?? items[0]?.id ?? "");
  const at = placed.get(picked) ?? null;
  const put = (next: Place) => onChange(place(value, picked, next));
  const putAndGoOn = () => {
    const next = items.find(({ id }) => id !== picked && !placed.has(id));
    if (next) setPicked(next.id);
  };
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} className="flex flex-col gap-4">
      <div role="radiogroup" aria-label={texts.item} className="flex flex-wrap gap-2">
        {items.map((item, i) => (
          <label
            key={item.id}
            className={clsx(
              "flex min-h-11 max-w-full items-center gap-2 rounded-full py-1.5 ps-1.5 pe-4 font-semibold transition select-none has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand",
              item.id === picked ? "bg-brand-soft text-brand ring-2 ring-brand" : "bg-surface ring-1 ring-line-strong/50",
              disabled ? "opacity-60" : "cursor-pointer",
            )}
          >
            <input type="radio" name={`${question.id}-item`} className="sr-only" checked={item.id === picked} disabled={disabled} onChange={() => setPicked(item.id)} />
            <b className={clsx("figures grid size-8 shrink-0 place-items-center rounded-full", item.id === picked ? "bg-brand text-on-brand" : "bg-sunken")}>{i + 1}</b>
            <span dir="auto" className="min-w-0 truncate">{item.label}</span>
            {placed.has(item.id) && <Check className="size-4 shrink-0" strokeWidth={3} aria-label={texts.placed} />}
          </label>
        ))}
      </div>
      <GridFrame question={question}>
        <Pad disabled={disabled} onPut={put} onDone={putAndGoOn}>
          {!at && <span className="pointer-events-none absolute inset-x-4 bottom-4 mx-auto w-fit max-w-full truncate rounded-full bg-sunken px-4 py-1.5 text-[0.9375rem] text-muted">{texts.tap[0]}<bdi className="font-semibold text-ink">{items.find(({ id }) => id === picked)?.label}</bdi>{texts.tap[1]}</span>}
          {items.map((item, i) => {
            const spot = placed.get(item.id);
            if (!spot) return null;
            return (
              <span
                key={item.id}
                className={clsx("figures pointer-events-none absolute grid size-10 -translate-1/2 place-items-center rounded-full font-bold shadow-card ring-2 ring-surface", item.id === picked ? "z-10 bg-brand text-on-brand" : "bg-ink text-surface")}
                style={{ left: edged(spot.x), top: edged(MOST - spot.y) }}
              >
                {i + 1}
              </span>
            );
          })}
        </Pad>
      </GridFrame>
      <div className="grid grid-cols-2 gap-3">
        <Coordinate axis={question.x_axis} value={at?.x ?? null} disabled={disabled} onChange={(x) => put({ x, y: at?.y ?? MOST / 2 })} />
        <Coordinate axis={question.y_axis} value={at?.y ?? null} disabled={disabled} onChange={(y) => put({ x: at?.x ?? MOST / 2, y })} />
      </div>
    </div>
  );
}

/** A marker at an end stays inside the frame. */
function edged(value: number): string {
  return `${EDGE + (value * (100 - 2 * EDGE)) / MOST}%`;
}

function Pad({ disabled, onPut, onDone, children }: { disabled: boolean; onPut: (at: Place) => void; onDone: () => void; children: React.ReactNode }) {
  const put = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (offset: number, size: number) => ((100 * offset) / size - EDGE) * (MOST / (100 - 2 * EDGE));
    onPut({ x: share(event.clientX - box.left, box.width), y: MOST - share(event.clientY - box.top, box.height) });
  };
  return (
    <div
      aria-hidden="true"
      data-testid="pad"
      className={clsx("absolute inset-0 touch-none", disabled ? "opacity-60" : "cursor-crosshair")}
      onPointerDown={(event) => {
        if (disabled) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        put(event);
      }}
      onPointerMove={(event) => !disabled && event.currentTarget.hasPointerCapture(event.pointerId) && put(event)}
      onPointerUp={() => !disabled && onDone()}
    >
      {children}
    </div>
  );
}

function Coordinate({ axis, value, disabled, onChange }: { axis: Axis; value: number | null; disabled: boolean; onChange: (value: number) => void }) {
  const texts = useAnswerTexts().grid;
  return (
    <label className="flex min-w-0 items-center gap-2.5 rounded-2xl bg-surface py-1.5 ps-4 pe-1.5 ring-1 ring-line">
      <span dir="auto" className="min-w-0 flex-1 truncate text-[0.9375rem] font-semibold text-muted">{axis.title}</span>
      <span className="sr-only">{texts.range(axis.low_label, axis.high_label)}</span>
      <input
        type="number"
        inputMode="numeric"
        min={0}
        max={MOST}
        step={1}
        placeholder="–"
        value={value ?? ""}
        disabled={disabled}
        onChange={(event) => event.target.value !== "" && onChange(event.target.valueAsNumber)}
        className="figures h-11 w-16 rounded-xl bg-sunken text-center text-lg font-bold focus:ring-2 focus:ring-brand focus:outline-none"
      />
    </label>
  );
}
