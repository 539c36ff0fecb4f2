/** Deleting one's own account, at once and for good. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice } from "@/components/ui/surface";
import { useDeleteAccount } from "@/features/accounts/api/deletion";
import { CodeField } from "@/features/accounts/components/code-field";
import { PasswordByMail } from "@/features/accounts/components/password-by-mail";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { secondFactorQuery } from "@/lib/api/second-factor";
import { usePhrases } from "@/lib/i18n/phrases";

export function DeleteAccountCard() {
  const texts = useTexts().deletion;
  const [isOpen, setIsOpen] = useState(false);
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
        <Dialog open onOpenChange={setIsOpen} title={texts.dialogTitle} description={texts.dialogText}>
          <DeletionForm onClose={() => setIsOpen(false)} />
        </Dialog>
      )}
    </SubjectCard>
  );
}

function DeletionForm({ onClose }: { onClose: () => void }) {
  const { deletion: texts, fields } = useTexts();
  const phrases = usePhrases();
  const { data: factor } = useQuery(secondFactorQuery);
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
      <TextField label={fields.yourPassword} type="password" autoComplete="current-password" required error={problem?.about("password")} value={proof.password} onChange={(event) => setProof({ ...proof, password: event.target.value })} />
      <PasswordByMail problem={problem} />
      {factor?.enabled && <CodeField label={fields.anyCode} value={proof.code} error={problem?.about("code")} onChange={(code) => setProof({ ...proof, code })} />}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{phrases.cancel}</Button>
        <Button type="submit" variant="danger" busy={remove.isPending}>
          {texts.submit}
        </Button>
      </div>
    </form>
  );
}
