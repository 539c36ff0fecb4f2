/** Opens the draft as respondents would walk it; what that takes is fetched only then. */
import { Smartphone, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useRef, useState } from "react";
import { usePhoneTexts } from "@/components/phone/use-texts";
import { Button, IconButton } from "@/components/ui/button";
import { late } from "@/components/ui/late";
import type { Fault } from "@/features/surveys/api/faults";
import type { Editor } from "@/features/surveys/api/use-editor";
import { Fallible } from "@/features/surveys/components/fallible";
import { useTexts } from "@/features/surveys/use-texts";
import { usePhrases } from "@/lib/i18n/phrases";
import "@/features/surveys/components/try-it.css";

const TryIt = late(async () => {
  const [{ TryIt: Walk }] = await Promise.all([import("@/features/surveys/components/try-it"), usePhoneTexts.load()]);
  return Walk;
});

interface TryItButtonProps {
  survey: string;
  editor: Editor;
}

export function TryItButton({ survey, editor }: TryItButtonProps) {
  const texts = useTexts().trying;
  const phrases = usePhrases();
  const [isOpen, setOpen] = useState(false);
  const leavesFor = useRef<Fault | null>(null);
  const show = (fault: Fault) => {
    leavesFor.current = fault;
    setOpen(false);
  };
  // Not before the dialog is gone, which holds the focus; else it is given back to the button.
  const closed = (event: Event) => {
    const fault = leavesFor.current;
    leavesFor.current = null;
    if (fault === null) return;
    event.preventDefault();
    editor.pointTo(fault);
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button size="sm" onPointerEnter={TryIt.ahead} onFocus={TryIt.ahead}>
          <Smartphone aria-hidden="true" className="size-4" /> <span className="max-sm:sr-only">{texts.open}</span>
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[#04100f]/55 backdrop-blur-[2px]" />
        <Dialog.Content onCloseAutoFocus={closed} className="trying bg-surface shadow-high ring-1 ring-line">
          <div className="trying-head flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-title">{texts.title}</Dialog.Title>
              <Dialog.Description className="mt-1 text-[0.9375rem] text-pretty text-muted">{texts.hint}</Dialog.Description>
            </div>
            <Dialog.Close asChild>
              <IconButton label={phrases.close} icon={<X className="size-5" />} className="-mt-1.5 -me-2" />
            </Dialog.Close>
          </div>
          <Fallible message={texts.broken}>
            <TryIt survey={survey} editor={editor} onShow={show} />
          </Fallible>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
