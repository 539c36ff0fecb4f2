/** The options of a question: rename, add, reorder, remove; rows and items are edited the same way. */
import { ArrowDown, ArrowUp, Ban, Plus, X } from "lucide-react";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { DragHandle } from "@/components/reorder/drag-handle";
import { DropPlace } from "@/components/reorder/drop-place";
import { put } from "@/components/reorder/place";
import { ReorderArea } from "@/components/reorder/reorder-area";
import type { SettingTexts } from "@/components/settings/texts/en";
import { useSettingTexts } from "@/components/settings/use-texts";
import { Button, IconButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { newShortId } from "@/lib/new-id";
import { newOption } from "@/lib/questions/options";
import type { Option } from "@/lib/questions/question";

interface OptionsEditorProps {
  options: Option[];
  onChange: (options: Option[]) => void;
  problemAt: (path: string) => string | undefined;
  /** What they are, which says what they are called. */
  kind?: Exclude<keyof SettingTexts["options"], "standsAlone">;
  /** Where they stand in the question. */
  path?: string;
  least?: number;
  most?: number;
  /** Whether an option may be one that cannot be combined with others. */
  mayStandAlone?: boolean;
  /** What stands before an option, e.g. whether it is right. */
  lead?: (option: Option, position: number) => ReactNode;
}

export function OptionsEditor({ options, onChange, problemAt, kind = "option", path = "options", least = 2, most = 100, mayStandAlone = false, lead }: OptionsEditorProps) {
  const { [kind]: texts, standsAlone } = useSettingTexts().options;
  const replace = (at: number, changed: Partial<Option>) => onChange(options.map((option, i) => (i === at ? { ...option, ...changed } : option)));
  const swap = (at: number, by: -1 | 1) => onChange(put(options, at, by > 0 ? at + 2 : at - 1));
  return (
    <fieldset data-part={path} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 text-sm font-semibold">{texts.legend}</legend>
      {problemAt(path) && <p className="text-sm font-medium text-bad">{problemAt(path)}</p>}
      <ReorderArea className="flex flex-col gap-2" onPut={({ from }, to) => onChange(put(options, from.at, to.at))}>
        {options.map((option, i) => (
          <div key={option.id} className="group relative flex items-start gap-1">
            <DropPlace kind="option" list={path} at={i} className="-top-2 h-2" />
            <DragHandle kind="option" id={option.id} name={option.label || texts.nth(i + 1)} from={{ list: path, at: i }} className="h-11 w-7" />
            {lead?.(option, i)}
            <TextField
              frame="flex-1"
              hideLabel
              label={texts.nth(i + 1)}
              placeholder={texts.nth(i + 1)}
              maxLength={200}
              dir="auto"
              value={option.label}
              error={problemAt(`${path}.${i}.label`) ?? problemAt(`${path}.${i}.id`)}
              onChange={(event) => replace(i, { label: event.target.value })}
            />
            {option.exclusive && <span className="pointer-events-none absolute end-3 top-2.5 rounded-full bg-mark-soft px-2.5 py-0.5 text-sm font-semibold text-mark-ink pointer-fine:group-focus-within:hidden pointer-fine:group-hover:hidden">{standsAlone}</span>}
            <span className="flex rounded-control bg-surface transition-opacity pointer-fine:absolute pointer-fine:end-0.5 pointer-fine:top-0.5 pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100">
              {mayStandAlone && (
                <IconButton label={texts.alone(i + 1)} aria-pressed={option.exclusive} className={clsx(option.exclusive && "text-mark-ink!")} icon={<Ban className="size-4" />} onClick={() => replace(i, { exclusive: !option.exclusive })} />
              )}
              <IconButton label={texts.up(i + 1)} icon={<ArrowUp className="size-4" />} disabled={i === 0} onClick={() => swap(i, -1)} />
              <IconButton label={texts.down(i + 1)} icon={<ArrowDown className="size-4" />} disabled={i === options.length - 1} onClick={() => swap(i, 1)} />
              <IconButton label={texts.remove(i + 1)} icon={<X className="size-4" />} disabled={options.length <= least} onClick={() => onChange(options.filter((other) => other.id !== option.id))} />
            </span>
          </div>
        ))}
        <span className="relative -mt-2 block">
          <DropPlace kind="option" list={path} at={options.length} className="-bottom-2 h-2" />
        </span>
      </ReorderArea>
      <Button size="sm" variant="quiet" className="self-start text-brand" disabled={options.length >= most} onClick={() => onChange([...options, newOption(newShortId())])}>
        <Plus className="size-4" /> {texts.add}
      </Button>
    </fieldset>
  );
}
