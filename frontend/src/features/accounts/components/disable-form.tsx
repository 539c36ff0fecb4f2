/** Back to the password alone. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { useDisableSecondFactor } from "@/features/accounts/api/security";
import { ProofFields } from "@/components/proof/proof-fields";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

export function DisableForm({ onDone }: { onDone: () => void }) {
  const texts = useTexts().twoSteps;
  const [proof, setProof] = useState({ password: "", code: "" });
  const disable = useDisableSecondFactor();
  const problem = disable.error instanceof ApiError ? disable.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    disable.mutate(proof, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {disable.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(disable.error)}</Notice>}
      <ProofFields proof={proof} problem={problem} onChange={setProof} />
      <Button type="submit" variant="danger" className="self-end" busy={disable.isPending}>
        {texts.disable}
      </Button>
    </form>
  );
}
