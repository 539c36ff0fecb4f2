/** Which key does what. */
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import { type HostCommand, KEYS } from "@/features/sessions/api/host-keys";
import type { HostKeys } from "@/features/sessions/api/use-host-keys";
import { useTexts } from "@/features/sessions/use-texts";

interface KeyListProps {
  /** Those that do something here. */
  commands: readonly HostCommand[];
  keys: HostKeys;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function KeyList({ commands, keys, open, onOpenChange }: KeyListProps) {
  const texts = useTexts().keys;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={texts.title} description={texts.clickers}>
      <dl className="flex flex-col divide-y divide-line">
        {commands.map((command) => (
          <div key={command} className="flex items-center justify-between gap-4 py-2">
            <dt>{texts.does[command]}</dt>
            <dd className="flex shrink-0 gap-1.5">
              {KEYS[command].map((key) => (
                <kbd key={key} className="grid min-h-8 min-w-8 place-items-center rounded-lg bg-sunken px-2 text-sm font-semibold ring-1 ring-line">
                  {texts.names[key] ?? key.toUpperCase()}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-5">
        <Switch label={texts.letters} checked={keys.lettersCount} onChange={keys.letLettersCount} />
        <p className="mt-1.5 text-sm text-faint">{texts.lettersHint}</p>
      </div>
    </Dialog>
  );
}
