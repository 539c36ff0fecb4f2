/** Which options of a question have no place left, said before somebody chooses one. */
import { useTexts } from "@/features/participation/use-texts";
import type { Question } from "@/lib/questions/question";

interface FullOptionsProps {
  question: Question;
  /** Question → its options that are full, as the session was read. */
  full: Readonly<Record<string, readonly string[]>> | undefined;
}

export function FullOptions({ question, full }: FullOptionsProps) {
  const texts = useTexts();
  const ids = full?.[question.id] ?? [];
  const options = "options" in question ? question.options : [];
  const labels = options.filter(({ id }) => ids.includes(id)).map(({ label }) => label);
  return labels.length === 0 ? null : <p className="mt-3 font-medium text-mark-ink">{texts.noPlaceLeft(labels)}</p>;
}
