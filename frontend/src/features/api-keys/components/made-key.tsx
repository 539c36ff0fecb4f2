/** The text of a new key, which nobody can see again. */
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/surface";
import { useTexts } from "@/features/api-keys/use-texts";

export function MadeKey({ text, onDone }: { text: string; onDone: () => void }) {
  const texts = useTexts().made;
  const example = `curl -H "Authorization: Bearer ${text}" ${window.location.origin}/api/v1/surveys`;
  return (
    <div className="flex flex-col gap-5">
      <Notice tone="mark" title={texts.once}>
        {texts.onceHint}
      </Notice>
      <div className="flex items-center gap-2 rounded-control bg-sunken p-2 ps-4">
        <code aria-label={texts.label} className="min-w-0 flex-1 font-mono text-sm break-all select-all">
          {text}
        </code>
        <CopyButton text={text} />
      </div>
      <div>
        <p className="mb-1.5 text-sm text-muted">{texts.use}</p>
        <pre className="overflow-x-auto rounded-control bg-sunken px-4 py-3 font-mono text-2xs text-muted" tabIndex={0}>
          {example}
        </pre>
      </div>
      <Button variant="primary" className="self-end" onClick={onDone}>
        {texts.close}
      </Button>
    </div>
  );
}
