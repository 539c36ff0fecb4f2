/** Having the organization deleted; while a deletion is planned, when that is, and the way back. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice } from "@/components/ui/surface";
import { usePlanDeletion, useTakeDeletionBack } from "@/features/organizations/api/deletion";
import { useTexts } from "@/features/organizations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { OrganizationDetail } from "@/lib/api/schema";
import { secondFactorQuery } from "@/lib/api/second-factor";
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
  const texts = useTexts().deletion;
  const [isOpen, setIsOpen] = useState(false);
  if (organization.deletion_due_at) return null;
  return (
    <SubjectCard
      title={texts.title}
      intro={texts.intro}
      action={
        <Button variant="danger" onClick={() => setIsOpen(true)}>
          {texts.open}
        </Button>
      }
    >
      {isOpen && (
        <Dialog open onOpenChange={setIsOpen} title={texts.dialogTitle(organization.name)} description={texts.dialogText}>
          <DeletionForm organization={organization} onClose={() => setIsOpen(false)} />
        </Dialog>
      )}
    </SubjectCard>
  );
}

function DeletionForm({ organization, onClose }: { organization: OrganizationDetail; onClose: () => void }) {
  const texts = useTexts().deletion;
  const phrases = usePhrases();
  const { data: factor } = useQuery(secondFactorQuery);
  const [wish, setWish] = useState({ name: "", password: "", code: "" });
  const plan = usePlanDeletion();
  const problem = plan.error instanceof ApiError ? plan.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    plan.mutate(wish, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {plan.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(plan.error)}</Notice>}
      <TextField label={texts.name} hint={organization.name} autoComplete="off" required error={problem?.about("name")} value={wish.name} onChange={(event) => setWish({ ...wish, name: event.target.value })} />
      <TextField label={texts.password} type="password" autoComplete="current-password" required error={problem?.about("password")} value={wish.password} onChange={(event) => setWish({ ...wish, password: event.target.value })} />
      {factor?.enabled && (
        <TextField label={texts.code} autoComplete="one-time-code" autoCapitalize="none" maxLength={40} required error={problem?.about("code")} value={wish.code} onChange={(event) => setWish({ ...wish, code: event.target.value })} />
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{phrases.cancel}</Button>
        <Button type="submit" variant="danger" disabled={wish.name.trim() !== organization.name} busy={plan.isPending}>
          {texts.submit}
        </Button>
      </div>
    </form>
  );
}
