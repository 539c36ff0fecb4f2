/** A signing secret, which nobody can see again. */
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/surface";
import { useTexts } from "@/features/webhooks/use-texts";

export function ShownSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const texts = useTexts().secret;
  return (
    <Dialog open onOpenChange={onClose} title={texts.label}>
      <div className="flex flex-col gap-5">
        <Notice tone="mark" title={texts.once}>
          {texts.onceHint}
        </Notice>
        <div className="flex items-center gap-2 rounded-control bg-sunken p-2 ps-4">
          <code aria-label={texts.label} className="min-w-0 flex-1 font-mono text-sm break-all select-all">
            {secret}
          </code>
          <CopyButton text={secret} />
        </div>
        <p className="text-sm text-muted">{texts.how}</p>
        <Button variant="primary" className="self-end" onClick={onClose}>
          {texts.close}
        </Button>
      </div>
    </Dialog>
  );
}
