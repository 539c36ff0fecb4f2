/** Recovery codes, shown this once. */
import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";

export function RecoveryCodesList({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`ImpactPulse recovery codes\n\n${codes.join("\n")}\n`)}`;
  return (
    <div className="flex flex-col gap-5">
      <Notice tone="mark" title="Keep these codes in a safe place">
        Each opens your account once when your phone is away. They are not shown again.
      </Notice>
      <ul aria-label="Recovery codes" className="grid grid-cols-2 gap-x-6 gap-y-2 rounded-control bg-sunken px-5 py-4 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <a href={file} download="impactpulse-recovery-codes.txt" className="inline-flex min-h-11 items-center gap-2 rounded-control px-4 font-semibold ring-1 ring-inset ring-line-strong/60 hover:bg-sunken">
          <Download aria-hidden="true" className="size-4" />
          Save as a file
        </a>
        <Button variant="primary" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}
