/** A sign for each question type. */
import { ChartNoAxesColumn, CircleDot, Gauge, Hash, ListChecks, type LucideIcon, Type } from "lucide-react";
import type { QuestionType } from "@/lib/questions/question";

const ICONS: Readonly<Record<QuestionType, LucideIcon>> = {
  single_choice: CircleDot,
  multiple_choice: ListChecks,
  scale: ChartNoAxesColumn,
  nps: Gauge,
  number: Hash,
  short_text: Type,
};

export function QuestionIcon({ type, className = "size-4" }: { type: QuestionType; className?: string }) {
  const Icon = ICONS[type];
  return <Icon aria-hidden="true" className={className} />;
}
