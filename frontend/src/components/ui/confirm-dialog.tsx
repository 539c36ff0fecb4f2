/** Asks before something that cannot be undone. */
import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useFocusBack } from "@/components/ui/use-focus-back";
import { usePhrases } from "@/lib/i18n/phrases";

interface ConfirmDialogProps {
  trigger: ReactNode;
  title: string;
  description: string;
  confirm: string;
  onConfirm: () => void;
}

export function ConfirmDialog({ trigger, title, description, confirm, onConfirm }: ConfirmDialogProps) {
  const phrases = usePhrases();
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertPanel title={title} description={description}>
        <AlertDialog.Cancel asChild>
          <Button>{phrases.cancel}</Button>
        </AlertDialog.Cancel>
        <AlertDialog.Action asChild>
          <Button variant="danger" onClick={onConfirm}>
            {confirm}
          </Button>
        </AlertDialog.Action>
      </AlertPanel>
    </AlertDialog.Root>
  );
}

interface AlertProps extends AlertPanelProps {
  open: boolean;
  onClose: () => void;
}

/** One that the page opens, such as by an item of a menu. */
export function Alert({ open, onClose, ...panel }: AlertProps) {
  const giveBack = useFocusBack(open);
  return (
    <AlertDialog.Root open={open} onOpenChange={(stays) => !stays && onClose()}>
      <AlertPanel {...panel} onCloseAutoFocus={giveBack} />
    </AlertDialog.Root>
  );
}

interface AlertPanelProps {
  title: string;
  description: string;
  /** The ways out of it. */
  children: ReactNode;
}

function AlertPanel({ title, description, children, ...focus }: AlertPanelProps & Pick<AlertDialog.AlertDialogContentProps, "onCloseAutoFocus">) {
  return (
    <AlertDialog.Portal>
      <AlertDialog.Overlay className="fixed inset-0 z-40 bg-[#04100f]/55 backdrop-blur-[2px]" />
      <AlertDialog.Content className="fixed inset-x-0 top-1/2 z-50 mx-auto w-[min(28rem,calc(100vw-2rem))] -translate-y-1/2 rounded-card bg-surface p-6 shadow-high ring-1 ring-line" {...focus}>
        <AlertDialog.Title className="text-title">{title}</AlertDialog.Title>
        <AlertDialog.Description className="mt-2 text-pretty text-muted">{description}</AlertDialog.Description>
        <div className="mt-6 flex justify-end gap-3">{children}</div>
      </AlertDialog.Content>
    </AlertDialog.Portal>
  );
}
