/** The options of a choice question: rename, add, reorder, remove. */
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { newOption } from "@/features/surveys/api/draft";
import type { Option } from "@/lib/questions/question";

interface OptionsEditorProps {
  options: Option[];
  onChange: (options: Option[]) => void;
  problemAt: (path: string) => string | undefined;
}

const MOST = 100;

export function OptionsEditor({ options, onChange, problemAt }: OptionsEditorProps) {
  const relabel = (at: number, label: string) => onChange(options.map((option, i) => (i === at ? { ...option, label } : option)));
  const swap = (at: number, by: -1 | 1) => {
    const next = [...options];
    [next[at], next[at + by]] = [next[at + by]!, next[at]!];
    onChange(next);
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-semibold">Options</legend>
      {problemAt("options") && <p className="text-sm font-medium text-bad">{problemAt("options")}</p>}
      {options.map((option, i) => (
        <div key={option.id} className="group relative flex items-start gap-1">
          <TextField
            frame="flex-1"
            hideLabel
            label={`Option ${i + 1}`}
            placeholder={`Option ${i + 1}`}
            maxLength={200}
            value={option.label}
            error={problemAt(`options.${i}.label`) ?? problemAt(`options.${i}.id`)}
            onChange={(event) => relabel(i, event.target.value)}
          />
          <span className="flex rounded-control bg-surface transition-opacity pointer-fine:absolute pointer-fine:top-0.5 pointer-fine:right-0.5 pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100">
          <IconButton label={`Move option ${i + 1} up`} icon={<ArrowUp className="size-4" />} disabled={i === 0} onClick={() => swap(i, -1)} />
          <IconButton label={`Move option ${i + 1} down`} icon={<ArrowDown className="size-4" />} disabled={i === options.length - 1} onClick={() => swap(i, 1)} />
          <IconButton label={`Remove option ${i + 1}`} icon={<X className="size-4" />} disabled={options.length <= 2} onClick={() => onChange(options.filter((other) => other.id !== option.id))} />
          </span>
        </div>
      ))}
      <Button size="sm" variant="quiet" className="self-start text-brand" disabled={options.length >= MOST} onClick={() => onChange([...options, newOption(crypto.randomUUID().slice(0, 8))])}>
        <Plus className="size-4" /> Add an option
      </Button>
    </fieldset>
  );
}
