/** A question in the editor: a line when closed, a form when open. */
import { ArrowDown, ArrowUp, Copy, Trash2 } from "lucide-react";
import { clsx } from "clsx";
import type { SettingsProps } from "@/components/settings/settings-props";
import { IconButton } from "@/components/ui/button";
import { TextAreaField } from "@/components/ui/field";
import { Badge } from "@/components/ui/surface";
import { Switch } from "@/components/ui/switch";
import { takesAnswer } from "@/questions/answers";
import { QuestionIcon } from "@/questions/question-icon";
import { QuestionSettings } from "@/questions/question-settings";
import { QUESTION_TYPES } from "@/questions/registry";

interface QuestionCardProps extends SettingsProps {
  position: number;
  count: number;
  isOpen: boolean;
  hasProblem: boolean;
  onOpen: () => void;
  onMove: (by: -1 | 1) => void;
  onCopy: () => void;
  onRemove: () => void;
}

export function QuestionCard({ position, count, isOpen, hasProblem, onOpen, onMove, onCopy, onRemove, ...settings }: QuestionCardProps) {
  const { question } = settings;
  return (
    <li className={clsx("group/card rounded-card bg-surface ring-1 transition-shadow", isOpen ? "shadow-card ring-brand" : hasProblem ? "ring-2 ring-bad" : "ring-line hover:ring-line-strong")}>
      <div className="flex items-center gap-2 pr-2">
        <button type="button" onClick={onOpen} aria-expanded={isOpen} className="flex min-h-16 min-w-0 flex-1 items-center gap-3.5 rounded-card px-4 text-left">
          <span className="figures w-5 text-center font-bold text-faint">{position + 1}</span>
          <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand">
            <QuestionIcon type={question.type} />
          </span>
          <span className="min-w-0 flex-1">
            <span className={clsx("block truncate font-semibold", question.title === "" && "text-faint")}>{question.title || "Untitled question"}</span>
            <span className="block truncate text-sm text-faint">{QUESTION_TYPES[question.type].name}</span>
          </span>
          {question.required && <Badge>required</Badge>}
          {hasProblem && <Badge tone="bad">to mend</Badge>}
        </button>
        <div className="hidden transition-opacity sm:flex pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100">
          <IconButton label={`Move question ${position + 1} up`} icon={<ArrowUp className="size-4" />} disabled={position === 0} onClick={() => onMove(-1)} />
          <IconButton label={`Move question ${position + 1} down`} icon={<ArrowDown className="size-4" />} disabled={position === count - 1} onClick={() => onMove(1)} />
        </div>
      </div>
      {isOpen && <QuestionForm {...settings} {...{ position, count, onMove, onCopy, onRemove }} />}
    </li>
  );
}

type FormProps = SettingsProps & Pick<QuestionCardProps, "position" | "count" | "onMove" | "onCopy" | "onRemove">;

function QuestionForm({ question, onChange, problemAt, position, count, onMove, onCopy, onRemove }: FormProps) {
  return (
    <div className="flex flex-col gap-5 border-t border-line p-4 sm:p-5">
      <TextAreaField label="Question" rows={1} maxLength={500} placeholder="What do you want to know?" autoFocus={question.title === ""} value={question.title} error={problemAt("title")} onChange={(event) => onChange({ ...question, title: event.target.value })} className="text-lg font-semibold" />
      <QuestionSettings key={question.type} question={question} onChange={onChange} problemAt={problemAt} />
      <TextAreaField label={takesAnswer(question) ? "Note under the question (optional)" : "Text"} rows={1} maxLength={2000} value={question.description} error={problemAt("description")} onChange={(event) => onChange({ ...question, description: event.target.value })} />
      <div className="-mb-1 flex flex-wrap items-center gap-1 border-t border-line pt-3">
        <span className="me-auto flex flex-wrap gap-x-6 gap-y-2">
          {takesAnswer(question) && (
            <>
              <Switch label="Required in open sessions" checked={question.required} onChange={(required) => onChange({ ...question, required })} />
              {QUESTION_TYPES[question.type].mayNotApply && <Switch label="May not apply" checked={question.allow_na} onChange={(allow_na) => onChange({ ...question, allow_na })} />}
            </>
          )}
        </span>
        <span className="flex sm:hidden">
          <IconButton label="Move up" icon={<ArrowUp className="size-4" />} disabled={position === 0} onClick={() => onMove(-1)} />
          <IconButton label="Move down" icon={<ArrowDown className="size-4" />} disabled={position === count - 1} onClick={() => onMove(1)} />
        </span>
        <IconButton label="Copy this question" icon={<Copy className="size-4" />} onClick={onCopy} />
        <IconButton label="Delete this question" icon={<Trash2 className="size-4" />} onClick={onRemove} />
      </div>
    </div>
  );
}
