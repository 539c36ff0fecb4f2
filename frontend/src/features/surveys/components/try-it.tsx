/** The draft as respondents of an open session walk it: the phone, and what its author should know of it. */
import { useRef } from "react";
import type { Fault } from "@/features/surveys/api/faults";
import type { Editor } from "@/features/surveys/api/use-editor";
import { useTrial } from "@/features/surveys/api/use-trial";
import { TryItNotes } from "@/features/surveys/components/try-it-notes";
import { TryItPhone } from "@/features/surveys/components/try-it-phone";

interface TryItProps {
  survey: string;
  editor: Editor;
  /** Leaves for what a fault speaks of. */
  onShow: (fault: Fault) => void;
}

export function TryIt({ survey, editor: { draft }, onShow }: TryItProps) {
  const screen = useRef<HTMLDivElement>(null);
  const trial = useTrial(draft.content, screen);
  return (
    <>
      <TryItNotes survey={survey} draft={draft} trial={trial} onShow={onShow} />
      <TryItPhone content={draft.content} trial={trial} screen={screen} />
    </>
  );
}
