/** The tags of a survey: named, coloured, added and removed. */
import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SelectField, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useSaveTags } from "@/features/results/api/written-texts";
import { COLOURS } from "@/features/results/components/tag-dot";
import { useTexts } from "@/features/results/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { Tag, TagEdit, TagList } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";
import { newId } from "@/lib/new-id";

const MOST = 50;

interface TagEditorProps {
  survey: string;
  list: TagList;
  onDone: () => void;
}

/** Rows keep their keys, so that fields keep their focus. */
type Row = TagEdit & { readonly key: string };

export function TagEditor({ survey, list, onDone }: TagEditorProps) {
  const texts = useTexts().written;
  const phrases = usePhrases();
  const save = useSaveTags(survey);
  const [rows, setRows] = useState<readonly Row[]>(() => (list.tags.length > 0 ? list.tags.map(rowOf) : [newRow(0)]));
  const [known, setKnown] = useState(list);
  if (known.version !== list.version) {
    setKnown(list);
    setRows(merged(rows, known, list));
  }
  const edit = (key: string, change: Partial<TagEdit>) => setRows(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tags = rows.filter(({ name }) => name.trim() !== "").map(({ id, name, colour }) => ({ name, ...(colour && { colour }), ...(id && { id }) }));
    save.mutate({ tags, basedOn: list.version }, { onSuccess: onDone });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onDone()} title={texts.editTags} description={texts.editHint}>
      <form className="flex flex-col gap-3" onSubmit={submit}>
        <ul className="flex flex-col gap-2">
          {rows.map(({ key, name, colour = "grey" }) => (
            <li key={key} className="flex items-center gap-2">
              <TextField frame="min-w-0 flex-1" hideLabel label={texts.name} maxLength={60} autoFocus={name === ""} value={name} onChange={(event) => edit(key, { name: event.target.value })} />
              <SelectField hideLabel label={texts.colour(name)} value={colour} onChange={(event) => edit(key, { colour: COLOURS.find((one) => one === event.target.value)! })}>
                {COLOURS.map((one) => (
                  <option key={one} value={one}>
                    {texts.colours[one]}
                  </option>
                ))}
              </SelectField>
              <IconButton label={texts.remove(name)} icon={<Trash2 aria-hidden="true" className="size-4" />} onClick={() => setRows(rows.filter((row) => row.key !== key))} />
            </li>
          ))}
        </ul>
        {rows.length < MOST && (
          <Button variant="quiet" className="self-start" onClick={() => setRows([...rows, newRow(rows.length)])}>
            <Plus aria-hidden="true" className="size-4" /> {texts.add}
          </Button>
        )}
        {save.isError && <Notice tone="bad">{errorMessage(save.error)}</Notice>}
        <div className="mt-2 flex justify-end gap-3">
          <Button variant="quiet" onClick={onDone}>
            {phrases.cancel}
          </Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {phrases.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function rowOf(tag: Tag): Row {
  return { ...tag, key: tag.id };
}

/** What somebody else added and removed meanwhile, in what is being written. */
function merged(rows: readonly Row[], before: TagList, after: TagList): Row[] {
  const has = (list: TagList, id: string) => list.tags.some((tag) => tag.id === id);
  return [...rows.filter(({ id }) => !id || has(after, id)), ...after.tags.filter(({ id }) => !has(before, id)).map(rowOf)];
}

function newRow(place: number): Row {
  return { key: newId(), name: "", colour: COLOURS[(place + 1) % COLOURS.length]! };
}
