/** The points of this phone in what is revealed of a quiz, and the number by which the leaderboard knows it. */
import { Trophy } from "lucide-react";
import { useOwnScore } from "@/features/participation/api/use-own-score";
import type { Phone } from "@/features/participation/api/use-phone";
import { useTexts } from "@/features/participation/use-texts";
import type { Database } from "@/lib/outbox/database";

export function OwnScore({ phone, database }: { phone: Phone; database: Database }) {
  const texts = useTexts().score;
  const score = useOwnScore(database, phone);
  if (score === null) return null;
  return (
    <section aria-label={texts.title} className="mt-4 flex animate-rise items-center gap-4 rounded-2xl bg-mark-soft px-4 py-3.5 text-mark-ink">
      <Trophy aria-hidden="true" className="size-7 shrink-0" />
      <p className="figures min-w-0 leading-snug">
        <b className="block text-xl">{texts.points(score.points, score.out_of)}</b>
        <span className="block text-[0.9375rem]">{texts.right(score.correct, score.questions)} {texts.number(score.number)}</span>
      </p>
    </section>
  );
}
