/** New recovery codes in place of the old ones. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { useRenewRecoveryCodes } from "@/features/accounts/api/security";
import { ProofFields } from "@/components/proof/proof-fields";
import { RecoveryCodesList } from "@/features/accounts/components/recovery-codes-list";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

export function RenewCodesForm({ onDone }: { onDone: () => void }) {
  const texts = useTexts().twoSteps;
  const [proof, setProof] = useState({ password: "", code: "" });
  const renew = useRenewRecoveryCodes();
  const problem = renew.error instanceof ApiError ? renew.error : null;
  if (renew.data) return <RecoveryCodesList codes={renew.data.recovery_codes} onDone={onDone} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    renew.mutate(proof);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {renew.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(renew.error)}</Notice>}
      <ProofFields proof={proof} problem={problem} onChange={setProof} />
      <Button type="submit" variant="primary" className="self-end" busy={renew.isPending}>
        {texts.renew}
      </Button>
    </form>
  );
}
