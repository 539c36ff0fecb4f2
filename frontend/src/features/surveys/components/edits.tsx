/** What changes the draft, out of reach of whoever may only read it; looking around, outside of this, stays open to all. */
import type { ReactNode } from "react";
import type { Editor } from "@/features/surveys/api/use-editor";

export function Edits({ editor: { mayEdit }, children }: { editor: Pick<Editor, "mayEdit">; children: ReactNode }) {
  if (mayEdit) return children;
  // What it holds is no group: it is only switched off together.
  return (
    <fieldset role="none" disabled className="contents">
      {children}
    </fieldset>
  );
}
