/** Erasing somebody: asked for by typing who, then followed until the counts have moved. */
import { type FormEvent, useState } from "react";
import { Button, Spinner } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useErase } from "@/features/participants/api/participants";
import { useTexts } from "@/features/participants/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { bare } from "@/lib/i18n/isolated";
import { usePhrases } from "@/lib/i18n/phrases";

interface EraseDialogProps {
  session: string;
  participant: string;
  who: string;
  onClose: () => void;
}

export function EraseDialog({ session, participant, who, onClose }: EraseDialogProps) {
  const texts = useTexts().erase;
  const phrases = usePhrases();
  const { erase, step, close } = useErase(session);
  const [typed, setTyped] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    erase.mutate(participant);
  };
  const leave = () => {
    onClose();
    if (erase.isSuccess) void close();
  };
  return (
    <Dialog open onOpenChange={() => !erase.isPending && leave()} title={texts.title(who)} description={texts.text}>
      {step === null ? (
        <form onSubmit={submit} className="flex flex-col gap-5">
          {erase.error && <Notice tone="bad">{errorMessage(erase.error)}</Notice>}
          <TextField label={texts.type(who)} autoComplete="off" autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} />
          <div className="flex justify-end gap-3">
            <Button onClick={leave}>{phrases.cancel}</Button>
            <Button type="submit" variant="danger" disabled={bare(typed) !== bare(who)}>
              {texts.confirm}
            </Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-col gap-5">
          <p role="status" className="flex items-center gap-3 font-semibold">
            {erase.isPending && <Spinner />}
            {texts[step]}
          </p>
          <Button className="self-end" disabled={erase.isPending} onClick={leave}>
            {phrases.done}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
