/** Copies a text, and says that it did; where no browser lets it, shows the text to be copied by hand. */
import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { copyText } from "@/lib/clipboard";
import { usePhrases } from "@/lib/i18n/phrases";

const SHOWN_MS = 2_000;

interface CopyButtonProps {
  text: string;
  label?: string;
  icon?: ReactNode;
  className?: string;
}

export function CopyButton({ text, label, icon = <Copy aria-hidden="true" className="size-4" />, className }: CopyButtonProps) {
  const phrases = usePhrases();
  const [state, setState] = useState<"waiting" | "copied" | "refused">("waiting");
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("waiting"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => setState((await copyText(text)) ? "copied" : "refused");
  if (state === "refused")
    return (
      <div role="alert" className="min-w-0 flex-1">
        <TextField label={phrases.copyByHand} readOnly autoFocus value={text} onFocus={({ target }) => target.select()} />
      </div>
    );
  return (
    <Button size="sm" className={className} onClick={() => void copy()}>
      {state === "copied" ? <Check aria-hidden="true" className="size-4 text-good" /> : icon}
      <span role="status">{state === "copied" ? phrases.copied : (label ?? phrases.copy)}</span>
    </Button>
  );
}
