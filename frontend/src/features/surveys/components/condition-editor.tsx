/** When a question or a page is shown: rows about earlier answers, in groups. */
import { Plus, Split, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { conditionOf, type Group, GROUP_KINDS, type GroupKind, groupOf, isGroup, MOST_PARTS } from "@/features/surveys/api/condition-groups";
import { askable, newAtom, type Step } from "@/features/surveys/api/logic";
import { ConditionRow } from "@/features/surveys/components/condition-row";
import { useTexts } from "@/features/surveys/use-texts";
import type { Atom } from "@/lib/questions/comparands";
import type { Condition } from "@/lib/questions/conditions";
import type { Question } from "@/lib/questions/question";

interface ConditionEditorProps {
  condition: Condition | null | undefined;
  /** What it decides about. */
  gated: readonly string[];
  steps: readonly Step[];
  onChange: (condition: Condition | null) => void;
}

/** What a question or a page calls it. */
const PART = "show_if";

export function ConditionEditor({ condition, gated, steps, onChange }: ConditionEditorProps) {
  const texts = useTexts().editor.conditions;
  const questions = askable(steps, gated);
  const first = questions.at(-1);
  if (!condition)
    return (
      <div data-part={PART} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="flex items-center gap-2 text-sm font-semibold text-muted">
          <Split aria-hidden="true" className="size-4" /> {texts.always}
        </span>
        {first ? (
          <Button size="sm" variant="quiet" className="text-brand" onClick={() => onChange(newAtom(first, today()))}>
            <Plus className="size-4" /> {texts.add}
          </Button>
        ) : (
          <span className="text-sm text-faint">{texts.nothingBefore}</span>
        )}
      </div>
    );
  return <GroupEditor group={groupOf(condition)} depth={0} name={texts.shownIf} {...{ gated, steps, questions }} onChange={(group) => onChange(group && conditionOf(group))} />;
}

interface GroupEditorProps extends Pick<ConditionEditorProps, "gated" | "steps"> {
  group: Group;
  depth: number;
  name: string;
  questions: readonly Question[];
  /** Null where nothing is left of it. */
  onChange: (group: Group | null) => void;
}

function GroupEditor({ group, depth, name, gated, steps, questions, onChange }: GroupEditorProps) {
  const texts = useTexts().editor.conditions;
  const last = questions.at(-1);
  const replace = (at: number, part: Group | Atom | null) => {
    const parts = group.parts.flatMap((one, i) => (i === at ? (part ?? []) : [one]));
    onChange(parts.length > 0 ? { ...group, parts } : null);
  };
  const add = (part: Group | Atom) => onChange({ ...group, parts: [...group.parts, part] });
  return (
    <fieldset data-part={depth === 0 ? PART : undefined} className="flex min-w-0 flex-col gap-3 rounded-control bg-sunken/60 p-3 ring-1 ring-line ring-inset">
      <legend className="sr-only">{name}</legend>
      <div className="flex flex-wrap items-center gap-2">
        {depth === 0 && <span aria-hidden="true" className="flex items-center gap-2 text-sm font-semibold"><Split className="size-4 text-brand" /> {name}</span>}
        <SelectField label={texts.kindLabel} hideLabel className="h-9! text-sm" value={group.kind} onChange={({ target }) => onChange({ ...group, kind: target.value as GroupKind })}>
          {GROUP_KINDS.map((kind) => (
            <option key={kind} value={kind}>{texts.kinds[kind]}</option>
          ))}
        </SelectField>
        {depth > 0 && <IconButton label={texts.removeGroup(depth)} className="ms-auto" icon={<Trash2 className="size-4" />} onClick={() => onChange(null)} />}
      </div>
      {group.parts.map((part, i) =>
        isGroup(part) ? (
          <GroupEditor key={i} group={part} depth={depth + 1} name={texts.group(i + 1)} {...{ gated, steps, questions }} onChange={(changed) => replace(i, changed)} />
        ) : (
          <ConditionRow key={i} atom={part} number={i + 1} {...{ gated, steps, questions }} onChange={(changed) => replace(i, changed)} />
        ),
      )}
      {last && group.parts.length < MOST_PARTS && (
        <span className="flex flex-wrap gap-1">
          <Button size="sm" variant="quiet" className="text-brand" onClick={() => add(newAtom(last, today()))}>
            <Plus className="size-4" /> {texts.addRow}
          </Button>
          {/* One level of groups says all that anybody has asked for; the server takes six. */}
          {depth === 0 && (
            <Button size="sm" variant="quiet" className="text-brand" onClick={() => add({ kind: group.kind === "any" ? "all" : "any", parts: [newAtom(last, today())] })}>
              <Plus className="size-4" /> {texts.addGroup}
            </Button>
          )}
        </span>
      )}
    </fieldset>
  );
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
