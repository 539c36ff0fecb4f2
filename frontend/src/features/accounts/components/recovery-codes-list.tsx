/** Recovery codes, shown this once. */
import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { useTexts } from "@/features/accounts/use-texts";

export function RecoveryCodesList({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const texts = useTexts().twoSteps;
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${texts.fileTitle}\n\n${codes.join("\n")}\n`)}`;
  return (
    <div className="flex flex-col gap-5">
      <Notice tone="mark" title={texts.keepTitle}>
        {texts.keepText}
      </Notice>
      <ul aria-label={texts.codes} className="grid grid-cols-2 gap-x-6 gap-y-2 rounded-control bg-sunken px-5 py-4 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <a href={file} download="impactpulse-recovery-codes.txt" className="inline-flex min-h-11 items-center gap-2 rounded-control px-4 font-semibold ring-1 ring-inset ring-line-strong/60 hover:bg-sunken">
          <Download aria-hidden="true" className="size-4" />
          {texts.saveFile}
        </a>
        <Button variant="primary" onClick={onDone}>
          {texts.kept}
        </Button>
      </div>
    </div>
  );
}
