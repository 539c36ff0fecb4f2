/** Says that something did not work where nothing stays to say it, such as a menu that has closed. */
import { AlertDialog } from "radix-ui";
import { Button } from "@/components/ui/button";
import { Alert } from "@/components/ui/confirm-dialog";
import { errorMessage } from "@/lib/api/error-message";
import { usePhrases } from "@/lib/i18n/phrases";

interface RefusalDialogProps {
  /** Null while all is well. */
  error: unknown;
  onClose: () => void;
}

export function RefusalDialog({ error, onClose }: RefusalDialogProps) {
  const phrases = usePhrases();
  return (
    <Alert open={error !== null} onClose={onClose} title={phrases.failed} description={error === null ? "" : errorMessage(error)}>
      <AlertDialog.Cancel asChild>
        <Button>{phrases.close}</Button>
      </AlertDialog.Cancel>
    </Alert>
  );
}
