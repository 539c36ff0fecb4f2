/** Inviting a list of people: pasted, or from a file. */
import { FileUp } from "lucide-react";
import { type ChangeEvent, type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextAreaField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useImport } from "@/features/invitations/api/invitations";
import { ImportResult } from "@/features/invitations/components/import-result";
import { decoded, listOf, MOST_CHARACTERS, remainder, verdictsOf } from "@/features/invitations/people-list";
import { useTexts } from "@/features/invitations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { usePhrases } from "@/lib/i18n/phrases";

interface Source {
  readonly text: string;
  /** The file it was read from, and not changed since. */
  readonly file: string | null;
}

const NOTHING: Source = { text: "", file: null };

export function ImportDialog({ session, onClose }: { session: string; onClose: () => void }) {
  const texts = useTexts().import;
  const [source, setSource] = useState(NOTHING);
  const load = useImport(session);
  const goOn = (text: string) => {
    setSource({ text, file: null });
    load.reset();
  };
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.description}>
      {load.data ? (
        <ImportResult text={source.text} imported={load.data} onCorrect={() => goOn(remainder(source.text, verdictsOf(load.data).faults))} onAnother={() => goOn("")} onClose={onClose} />
      ) : (
        <ImportForm source={source} onChange={setSource} load={load} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface ImportFormProps {
  source: Source;
  onChange: (source: Source) => void;
  load: ReturnType<typeof useImport>;
  onClose: () => void;
}

function ImportForm({ source, onChange, load, onClose }: ImportFormProps) {
  const texts = useTexts().import;
  const phrases = usePhrases();
  const picker = useRef<HTMLInputElement>(null);
  const [isNoText, setIsNoText] = useState(false);
  const isTooLarge = source.text.length > MOST_CHARACTERS;
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = "";
    if (!file) return;
    const text = decoded(await file.arrayBuffer());
    setIsNoText(text === null);
    if (text !== null) onChange({ text, file: file.name });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    load.mutate(listOf(source.text, source.file));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {isNoText && <Notice tone="bad">{texts.notText}</Notice>}
      {isTooLarge && <Notice tone="bad">{texts.tooLarge}</Notice>}
      {load.error && <Notice tone="bad">{load.error instanceof ApiError ? load.error.reason : errorMessage(load.error)}</Notice>}
      <TextAreaField
        label={texts.people}
        hint={source.file === null ? texts.hint : texts.fromFile(source.file)}
        className="max-h-72 min-h-36 overflow-y-auto font-mono text-sm"
        placeholder={texts.placeholder}
        spellCheck={false}
        autoFocus
        required
        value={source.text}
        onChange={(event) => onChange({ text: event.target.value, file: null })}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <input ref={picker} type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" className="sr-only" tabIndex={-1} aria-label={texts.file} onChange={(event) => void read(event)} />
        <Button onClick={() => picker.current?.click()}>
          <FileUp aria-hidden="true" className="size-4" /> {texts.file}
        </Button>
        <span className="flex flex-wrap gap-3">
          <Button onClick={onClose}>{phrases.cancel}</Button>
          <Button type="submit" variant="primary" busy={load.isPending} disabled={isTooLarge || source.text.trim() === ""}>
            {texts.submit}
          </Button>
        </span>
      </div>
    </form>
  );
}
