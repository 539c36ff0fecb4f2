/** Instead of the chart, while its results are kept back: what there is to choose from, and nothing that would lead anybody. */
import { EyeOff } from "lucide-react";
import { Letter } from "@/components/answers/letter";
import { useChartTexts } from "@/components/charts/use-texts";
import { useTexts } from "@/features/sessions/use-texts";
import type { Question } from "@/lib/questions/question";
import { hasRightAnswers, optionsOf } from "@/questions/answers";

export function CoveredResults({ question }: { question: Question }) {
  const texts = useTexts().projector;
  const { sides } = useChartTexts();
  const options = optionsOf(question, sides);
  // As on the phones, where they are not shuffled.
  const isLettered = hasRightAnswers(question) && !("shuffle" in question && question.shuffle);
  return (
    <>
      {options.length > 0 && (
        <ul className={`grid gap-[1.6vh] ${options.length > 4 ? "lg:grid-cols-2" : ""}`}>
          {options.map(({ id, label }, i) => (
            <li key={id} className="flex items-center gap-[1.5vw] rounded-3xl bg-surface px-[2vw] py-[2vh] text-[clamp(1.3rem,2vw,2.4rem)] leading-snug font-semibold wrap-anywhere shadow-card ring-1 ring-line">
              {isLettered && <Letter at={i} large />} <bdi>{label}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-[4vh] flex items-center gap-3 text-[clamp(1.1rem,1.5vw,1.75rem)] text-muted">
        <EyeOff aria-hidden="true" className="size-[1.2em]" /> {texts.covered}
      </p>
    </>
  );
}
