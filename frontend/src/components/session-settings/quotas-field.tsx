/** How many may choose what; after the start only limits and messages can change. */
import { Plus, Trash2 } from "lucide-react";
import { countedOptions, type FullSettings, isCountable } from "@/components/session-settings/settings-change";
import { useTexts } from "@/components/session-settings/use-texts";
import { NumberSetting } from "@/components/settings/number-setting";
import { Button, IconButton } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { usePhrases } from "@/lib/i18n/phrases";
import { newShortId } from "@/lib/new-id";
import { UNNAMED } from "@/lib/questions/comparands";
import type { Question } from "@/lib/questions/question";

type Quotas = FullSettings["quotas"];
const MOST = 20;

interface QuotasFieldProps {
  quotas: Quotas;
  questions: readonly Question[];
  hasStarted: boolean;
  problemAt: (path: string) => string | undefined;
  onChange: (quotas: Quotas) => void;
}

export function QuotasField({ quotas, questions, hasStarted, problemAt, onChange }: QuotasFieldProps) {
  const texts = useTexts();
  const countable = questions.filter(isCountable);
  const first = countable[0];
  if (!first) return <p className="text-sm text-muted">{texts.quotasNone}</p>;
  const replace = (at: number, changed: Partial<Quotas[number]>) => onChange(quotas.map((quota, i) => (i === at ? { ...quota, ...changed } : quota)));
  const add = () => onChange([...quotas, { id: newShortId(), question: first.id, options: [countedOptions(first, UNNAMED)[0]!.id], limit: 10, message: "" }]);
  return (
    <>
      {problemAt("quotas") && <p className="text-sm font-medium text-bad">{problemAt("quotas")}</p>}
      {quotas.map((quota, i) => (
        <fieldset key={quota.id} className="flex min-w-0 flex-col gap-4 rounded-control p-4 ring-1 ring-line-strong/60 ring-inset">
          <legend className="sr-only">{texts.quota(i + 1)}</legend>
          <div className="flex items-end gap-2">
            <SelectField frame="min-w-0 flex-1" label={texts.question} disabled={hasStarted} error={problemAt(`quotas.${i}.question`)} value={quota.question} onChange={(event) => replace(i, { question: event.target.value, options: [] })}>
              {countable.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title || texts.untitled}
                </option>
              ))}
            </SelectField>
            {!hasStarted && <IconButton label={texts.removeQuota(i + 1)} icon={<Trash2 className="size-4.5" />} onClick={() => onChange(quotas.filter((other) => other.id !== quota.id))} />}
          </div>
          <OptionBoxes question={countable.find(({ id }) => id === quota.question) ?? first} chosen={quota.options} disabled={hasStarted} problem={problemAt(`quotas.${i}.options`)} onChange={(options) => replace(i, { options })} />
          <div className="grid gap-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <NumberSetting label={texts.limit} min={1} max={100_000} required value={quota.limit} error={problemAt(`quotas.${i}.limit`)} onChange={(limit) => replace(i, { limit: limit ?? 1 })} />
            <TextField label={texts.message} maxLength={500} placeholder={texts.messageUnwritten} value={quota.message} error={problemAt(`quotas.${i}.message`)} onChange={(event) => replace(i, { message: event.target.value })} />
          </div>
        </fieldset>
      ))}
      {!hasStarted && quotas.length < MOST && (
        <Button size="sm" className="self-start" onClick={add}>
          <Plus aria-hidden="true" className="size-4" /> {texts.addQuota}
        </Button>
      )}
    </>
  );
}

interface OptionBoxesProps {
  question: Question;
  chosen: readonly string[];
  disabled: boolean;
  problem: string | undefined;
  onChange: (options: string[]) => void;
}

function OptionBoxes({ question, chosen, disabled, problem, onChange }: OptionBoxesProps) {
  const texts = useTexts();
  const { sides } = usePhrases();
  const options = countedOptions(question, sides);
  const toggle = (id: string, isOn: boolean) => onChange(options.map((option) => option.id).filter((one) => (one === id ? isOn : chosen.includes(one))));
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="mb-1 text-sm font-semibold">{texts.options}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {options.map(({ id, label }) => (
          <label key={id} className="flex min-h-9 items-center gap-2">
            <input type="checkbox" className="size-4.5 accent-brand" checked={chosen.includes(id)} onChange={(event) => toggle(id, event.target.checked)} />
            {label || id}
          </label>
        ))}
      </div>
      {problem && <p className="text-sm font-medium text-bad">{problem}</p>}
    </fieldset>
  );
}
