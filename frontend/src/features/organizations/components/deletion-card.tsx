/** Having the organization deleted; while a deletion is planned, when that is, and the way back. */
import { type FormEvent, useState } from "react";
import { ProofFields } from "@/components/proof/proof-fields";
import { Button } from "@/components/ui/button";
import { DangerCard } from "@/components/ui/danger-card";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { usePlanDeletion, useTakeDeletionBack } from "@/features/organizations/api/deletion";
import { useTexts } from "@/features/organizations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { OrganizationDetail } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";

/** To every member, while a deletion is planned. */
export function DeletionNotice({ organization, isOwner }: { organization: OrganizationDetail; isOwner: boolean }) {
  const texts = useTexts().deletion;
  const { when } = useMoments();
  const keep = useTakeDeletionBack();
  if (!organization.deletion_due_at) return null;
  return (
    <Notice
      tone="bad"
      title={texts.planned(when(organization.deletion_due_at))}
      action={
        isOwner && (
          <Button size="sm" busy={keep.isPending} onClick={() => keep.mutate(undefined)}>
            {texts.keep}
          </Button>
        )
      }
    >
      {keep.error ? errorMessage(keep.error) : texts.untilThen}
    </Notice>
  );
}

export function DeletionCard({ organization }: { organization: OrganizationDetail }) {
  const { title, intro, open, dialogTitle, dialogText } = useTexts().deletion;
  if (organization.deletion_due_at) return null;
  return (
    <DangerCard title={title} intro={intro} open={open} dialogTitle={dialogTitle(organization.name)} dialogText={dialogText}>
      {(close) => <DeletionForm organization={organization} onClose={close} />}
    </DangerCard>
  );
}

function DeletionForm({ organization, onClose }: { organization: OrganizationDetail; onClose: () => void }) {
  const texts = useTexts().deletion;
  const phrases = usePhrases();
  const [name, setName] = useState("");
  const [proof, setProof] = useState({ password: "", code: "" });
  const plan = usePlanDeletion();
  const problem = plan.error instanceof ApiError ? plan.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    plan.mutate({ name, ...proof }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {plan.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(plan.error)}</Notice>}
      <TextField label={texts.name} hint={organization.name} autoComplete="off" required error={problem?.about("name")} value={name} onChange={(event) => setName(event.target.value)} />
      <ProofFields proof={proof} problem={problem} onChange={setProof} />
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{phrases.cancel}</Button>
        <Button type="submit" variant="danger" disabled={name.trim() !== organization.name} busy={plan.isPending}>
          {texts.submit}
        </Button>
      </div>
    </form>
  );
}
