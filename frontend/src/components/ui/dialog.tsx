/** A modal dialog: focus is kept inside, Escape closes it, and what opened it has the focus again. */
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/button";
import { useFocusBack } from "@/components/ui/use-focus-back";
import { usePhrases } from "@/lib/i18n/phrases";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

export function Dialog({ open, onOpenChange, title, description, children }: DialogProps) {
  const phrases = usePhrases();
  const giveBack = useFocusBack(open);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-[#04100f]/55 backdrop-blur-[2px]" />
        <Primitive.Content
          className="fixed inset-x-0 top-1/2 z-50 mx-auto max-h-[90dvh] w-[min(32rem,calc(100vw-2rem))] -translate-y-1/2 overflow-y-auto rounded-card bg-surface p-6 shadow-high ring-1 ring-line"
          aria-describedby={description ? undefined : ""}
          onCloseAutoFocus={giveBack}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <div>
              <Primitive.Title className="text-title">{title}</Primitive.Title>
              {description && <Primitive.Description className="mt-1 text-muted">{description}</Primitive.Description>}
            </div>
            <Primitive.Close asChild>
              <IconButton label={phrases.close} icon={<X className="size-5" />} className="-mt-1.5 -me-2" />
            </Primitive.Close>
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
