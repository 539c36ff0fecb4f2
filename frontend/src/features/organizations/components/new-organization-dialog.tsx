/** Another organization, with the one who makes it as its owner. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useCreateOrganization } from "@/features/organizations/api/organizations";
import { useTexts } from "@/features/organizations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { usePhrases } from "@/lib/i18n/phrases";

interface NewOrganizationDialogProps {
  onClose: () => void;
  onSwitch: (id: string) => void;
}

export function NewOrganizationDialog({ onClose, onSwitch }: NewOrganizationDialogProps) {
  const texts = useTexts().create;
  const phrases = usePhrases();
  const [name, setName] = useState("");
  const create = useCreateOrganization();
  const problem = create.error instanceof ApiError ? create.error.about("name") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(name, {
      onSuccess: ({ id }) => {
        onClose();
        onSwitch(id);
      },
    });
  };
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.description}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {create.error && !problem && <Notice tone="bad">{errorMessage(create.error)}</Notice>}
        <TextField label={texts.name} hint={texts.hint} error={problem} autoComplete="organization" autoFocus required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{phrases.cancel}</Button>
          <Button type="submit" variant="primary" disabled={name.trim() === ""} busy={create.isPending}>
            {texts.submitAndSwitch}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
