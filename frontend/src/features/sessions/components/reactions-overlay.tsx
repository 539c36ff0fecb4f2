/** The audience's reactions over a screen: signs that rise gently; where less motion is wanted, numbers. */
import { clsx } from "clsx";
import { useReducedMotion } from "@/components/charts/use-reduced-motion";
import { useReactions } from "@/features/sessions/api/use-reactions";
import type { Room } from "@/features/sessions/api/use-room";
import { useAudienceTexts } from "@/features/sessions/use-audience-texts";
import { SIGNS } from "@/lib/audience/reactions";
import { useNumbers } from "@/lib/i18n/numbers";

export function ReactionsOverlay({ room, large = false }: { room: Room; large?: boolean }) {
  const { reactions: texts } = useAudienceTexts();
  const { whole } = useNumbers();
  const isStill = useReducedMotion();
  const { signs, recent } = useReactions(room);
  return (
    <div className="pointer-events-none fixed end-[2vw] bottom-24 z-40">
      {recent.length > 0 && (
        <ul aria-label={texts.recent} className={clsx(isStill ? "figures flex gap-4 rounded-2xl bg-surface px-4 py-2 font-bold shadow-high ring-1 ring-line" : "sr-only", large && "text-3xl")}>
          {recent.map(([reaction, count]) => (
            <li key={reaction}>
              <span aria-hidden="true">{SIGNS[reaction]}</span>
              <span className="sr-only">{texts.names[reaction]}</span> {whole(count)}
            </li>
          ))}
        </ul>
      )}
      {!isStill && (
        <div aria-hidden="true" className={clsx("absolute end-0 bottom-0", large ? "w-[14vw] text-[clamp(2.5rem,4vw,5rem)]" : "w-40 text-4xl")}>
          {signs.map(({ key, reaction, place, delayMs }) => (
            <span key={key} className="absolute bottom-0 animate-float leading-none" style={{ insetInlineEnd: `${place * 85}%`, animationDelay: `${delayMs}ms` }}>
              {SIGNS[reaction]}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
