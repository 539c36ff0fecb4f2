/** One row of a condition: a question, what is asked of its answer, and what with. */
import { X } from "lucide-react";
import { useId } from "react";
import { NumberSetting } from "@/components/settings/number-setting";
import { IconButton } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { atomProblemWords, operatorsFor } from "@/features/surveys/api/condition-words";
import { atomWith, problemOfAtom, type Step } from "@/features/surveys/api/logic";
import { useTexts } from "@/features/surveys/use-texts";
import { useArrow } from "@/lib/i18n/arrow";
import type { Atom, Operator } from "@/lib/questions/comparands";
import type { Question } from "@/lib/questions/question";
import { moduleOf } from "@/questions/registry";

interface ConditionRowProps {
  atom: Atom;
  number: number;
  gated: readonly string[];
  steps: readonly Step[];
  /** What can be asked about. */
  questions: readonly Question[];
  onChange: (atom: Atom | null) => void;
}

export function ConditionRow({ atom, number, gated, steps, questions, onChange }: ConditionRowProps) {
  const { editor } = useTexts();
  const { conditions: texts, questions: named } = editor;
  const arrow = useArrow();
  const asked = steps.find(({ question }) => question.id === atom.question)?.question;
  const offered = asked && !questions.includes(asked) ? [...questions, asked] : questions;
  const operators = asked ? moduleOf(asked).operators : [];
  const words = operatorsFor(asked, editor);
  const today = new Date().toISOString().slice(0, 10);
  const problem = problemOfAtom(atom, gated, steps);
  const problemId = useId();
  const faulty = problem ? { "aria-invalid": true, "aria-describedby": problemId } : {};
  const ask = (id: string) => {
    const question = questions.find((one) => one.id === id);
    if (!question) return;
    const fits = moduleOf(question).operators.includes(atom.op) ? atom.op : (moduleOf(question).operators.at(-1) ?? "answered");
    onChange(atomWith(question, fits, today));
  };
  return (
    <div role="group" aria-label={texts.row(number)} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-start gap-2">
        <SelectField label={texts.question} hideLabel frame="min-w-0 flex-1 basis-44" {...faulty} value={atom.question} onChange={({ target }) => ask(target.value)}>
          {!asked && <option value={atom.question}>{texts.gone}</option>}
          {offered.map(({ id, title }) => (
            <option key={id} value={id}>{title || named.untitled}</option>
          ))}
        </SelectField>
        <SelectField label={texts.operator} hideLabel frame="basis-36" value={atom.op} onChange={({ target }) => asked && onChange(atomWith(asked, target.value as Operator, today))}>
          {!operators.includes(atom.op) && <option value={atom.op}>{words[atom.op]}</option>}
          {operators.map((operator) => (
            <option key={operator} value={operator}>{words[operator]}</option>
          ))}
        </SelectField>
        {asked && <Compared atom={atom} question={asked} onChange={onChange} />}
        <IconButton label={texts.removeRow(number)} icon={<X className="size-4" />} onClick={() => onChange(null)} />
      </div>
      {problem && <p id={problemId} role="alert" className="text-sm font-medium text-bad">{atomProblemWords(problem, steps, editor, arrow)}</p>}
    </div>
  );
}

const INPUTS = { day: "date", clock: "time" } as const;

interface ComparedProps {
  atom: Atom;
  question: Question;
  onChange: (atom: Atom) => void;
}

function Compared({ atom, question, onChange }: ComparedProps) {
  const texts = useTexts().editor.conditions;
  if (atom.op === "answered") return null;
  const compared = moduleOf(question).comparand(question, texts.sides);
  const value = atom.op === "includes" ? atom.option : atom.value;
  const take = (next: string | number) => onChange(atom.op === "includes" ? { ...atom, option: String(next) } : { ...atom, value: next });
  const field = { label: texts.value, hideLabel: true, frame: "min-w-0 flex-1 basis-32" } as const;
  switch (compared.kind) {
    case "options":
      return (
        <SelectField {...field} value={String(value)} onChange={({ target }) => take(target.value)}>
          {!compared.options.some(({ id }) => id === value) && <option value={String(value)}>{String(value)}</option>}
          {compared.options.map(({ id, label }, i) => (
            <option key={id} value={id}>{label || i + 1}</option>
          ))}
        </SelectField>
      );
    case "amount":
      return <NumberSetting {...field} min={compared.min} max={compared.max} step={compared.step} value={Number(value)} onChange={(next) => next !== null && take(next)} />;
    case "day":
    case "clock":
      return <TextField {...field} type={INPUTS[compared.kind]} min={compared.min} max={compared.max} value={String(value)} onChange={({ target }) => target.value && take(target.value)} />;
    case "none":
      return null;
  }
}
