/** Asks before the editor is left with something in it that is not saved. */
import { AlertDialog } from "radix-ui";
import { Button } from "@/components/ui/button";
import { Alert } from "@/components/ui/confirm-dialog";
import type { Editor } from "@/features/surveys/api/use-editor";
import { useTexts } from "@/features/surveys/use-texts";

export function LeaveDialog({ leaving }: Pick<Editor, "leaving">) {
  const texts = useTexts().editor.leave;
  return (
    <Alert open={leaving.state === "blocked"} onClose={() => leaving.reset?.()} title={texts.title} description={texts.hint}>
      <AlertDialog.Cancel asChild>
        <Button>{texts.stay}</Button>
      </AlertDialog.Cancel>
      {/* No AlertDialog.Action: closing by itself would call the step back that was just let go. */}
      <Button variant="danger" onClick={() => leaving.proceed?.()}>
        {texts.leave}
      </Button>
    </Alert>
  );
}
