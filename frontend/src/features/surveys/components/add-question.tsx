/** The menu of question types. */
import { Plus } from "lucide-react";
import { QuestionIcon } from "@/components/charts/question-icon";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { newQuestion } from "@/features/surveys/api/draft";
import { type Question, QUESTION_TYPES, type QuestionType } from "@/lib/questions/question";

const TYPES = Object.keys(QUESTION_TYPES) as QuestionType[];

export function AddQuestion({ onAdd }: { onAdd: (question: Question) => void }) {
  return (
    <Menu
      align="start"
      trigger={
        <Button variant="secondary" className="w-full border-dashed">
          <Plus className="size-5" /> Add a question
        </Button>
      }
    >
      {TYPES.map((type) => (
        <MenuItem key={type} icon={<QuestionIcon type={type} className="size-5" />} hint={QUESTION_TYPES[type].hint} onSelect={() => onAdd(newQuestion(type, newId()))}>
          {QUESTION_TYPES[type].name}
        </MenuItem>
      ))}
    </Menu>
  );
}

export function newId(): string {
  return `q_${crypto.randomUUID().replaceAll("-", "").slice(0, 10)}`;
}
