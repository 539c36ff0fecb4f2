/** Copies a text, and says that it did. */
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { usePhrases } from "@/lib/i18n/phrases";

const SHOWN_MS = 2_000;

export function CopyButton({ text }: { text: string }) {
  const phrases = usePhrases();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), SHOWN_MS);
  };
  return (
    <Button size="sm" onClick={() => void copy()}>
      {isCopied ? <Check aria-hidden="true" className="size-4 text-good" /> : <Copy aria-hidden="true" className="size-4" />}
      <span role="status">{isCopied ? phrases.copied : phrases.copy}</span>
    </Button>
  );
}
