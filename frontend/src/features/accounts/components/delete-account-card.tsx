/** Deleting one's own account, at once and for good. */
import { type FormEvent, useState } from "react";
import { ProofFields } from "@/components/proof/proof-fields";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { DangerCard } from "@/components/ui/danger-card";
import { Notice } from "@/components/ui/surface";
import { useDeleteAccount } from "@/features/accounts/api/deletion";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { usePhrases } from "@/lib/i18n/phrases";

export function DeleteAccountCard() {
  const { title, intro, open, dialogTitle, dialogText } = useTexts().deletion;
  return (
    <DangerCard title={title} intro={intro} open={open} dialogTitle={dialogTitle} dialogText={dialogText}>
      {(close) => <DeletionForm onClose={close} />}
    </DangerCard>
  );
}

function DeletionForm({ onClose }: { onClose: () => void }) {
  const texts = useTexts().deletion;
  const phrases = usePhrases();
  const [proof, setProof] = useState({ password: "", code: "" });
  const remove = useDeleteAccount();
  const problem = remove.error instanceof ApiError ? remove.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate(proof);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {remove.error && !problem?.fields.length && (
        <Notice
          tone="bad"
          action={
            problem?.code === "owns_organizations" && (
              <ButtonLink size="sm" to="/app/organization">
                {texts.toOrganization}
              </ButtonLink>
            )
          }
        >
          {errorMessage(remove.error)}
        </Notice>
      )}
      <ProofFields proof={proof} problem={problem} onChange={setProof} />
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{phrases.cancel}</Button>
        <Button type="submit" variant="danger" busy={remove.isPending}>
          {texts.submit}
        </Button>
      </div>
    </form>
  );
}
