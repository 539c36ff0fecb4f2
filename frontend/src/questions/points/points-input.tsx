/** Steppers that share out what is left; the rest is always in view. */
import { Minus, Plus } from "lucide-react";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { Points } from "@/lib/questions/question";
import { inShownOrder } from "@/lib/questions/shuffle";
import { percent } from "@/lib/statistics/proportions";
import { give, given, sharesOf, stepOf } from "@/questions/points/shares";

export function PointsInput({ question, value, onChange, seed, disabled, labelledBy, describedBy }: AnswerProps<Points>) {
  const { points: texts, numbers } = useAnswerTexts();
  const { total } = question;
  const shares = sharesOf(value);
  const left = total - given(shares);
  const step = stepOf(total);
  const set = (option: string, points: number) => {
    const next = give(shares, option, points, total);
    onChange(Object.keys(next).length > 0 ? { ...next } : null);
  };
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <div className={clsx("sticky top-16 z-10 mb-4 rounded-2xl px-4 py-3 transition-colors", left === 0 ? "bg-good-soft text-good" : "bg-brand-soft text-brand")}>
        <p aria-live="polite" className="flex items-baseline justify-between gap-4 font-semibold">
          <span>{left === 0 ? texts.allGiven : texts.left}</span>
          <span className="figures"><b className="text-2xl">{numbers.whole(left)}</b> {texts.ofTotal(total)}</span>
        </p>
        <div aria-hidden="true" className="mt-2 h-2 overflow-hidden rounded-full bg-surface">
          <div className="h-full rounded-full bg-current transition-[width] duration-300 ease-settle" style={{ width: `${percent(total - left, total)}%` }} />
        </div>
      </div>
      <div className="flex flex-col gap-2.5">
        {inShownOrder(question, seed).map((option) => {
          const points = shares[option.id] ?? 0;
          return (
            <div key={option.id} role="group" aria-label={option.label} className="relative overflow-hidden rounded-2xl bg-surface p-3 ring-1 ring-line">
              <div aria-hidden="true" className="absolute inset-y-0 start-0 bg-brand-soft transition-[width] duration-300 ease-settle" style={{ width: `${percent(points, total)}%` }} />
              <div className="relative flex items-center gap-2">
                <span dir="auto" className="min-w-0 flex-1 ps-1 text-[1.0625rem] leading-snug font-semibold text-pretty">{option.label}</span>
                <Step label={texts.less(step, option.label)} disabled={disabled || points === 0} onClick={() => set(option.id, points - step)}><Minus className="size-5" strokeWidth={3} /></Step>
                <input
                  type="text"
                  inputMode="numeric"
                  autoComplete="off"
                  aria-label={texts.pointsFor(option.label)}
                  value={points === 0 ? "" : points}
                  placeholder="0"
                  disabled={disabled}
                  onFocus={(event) => event.target.select()}
                  onChange={(event) => set(option.id, Number(event.target.value.replace(/\D/g, "")))}
                  className="figures h-12 w-16 rounded-xl bg-surface text-center text-xl font-bold ring-1 ring-line-strong/60 ring-inset focus:ring-2 focus:ring-brand focus:outline-none disabled:opacity-60"
                />
                <Step label={texts.more(Math.min(step, left) || step, option.label)} disabled={disabled || left === 0} onClick={() => set(option.id, points + step)}><Plus className="size-5" strokeWidth={3} /></Step>
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Step({ label, disabled, onClick, children }: { label: string; disabled: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" aria-label={label} disabled={disabled} onClick={onClick} className="grid size-12 shrink-0 place-items-center rounded-xl bg-brand text-on-brand transition active:scale-90 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-faint/60">
      {children}
    </button>
  );
}
