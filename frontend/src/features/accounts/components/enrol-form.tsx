/** Setting up the second factor: the password, the QR image and a code, the recovery codes. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useConfirmEnrolment, useEnrol } from "@/features/accounts/api/security";
import { CodeField } from "@/components/proof/code-field";
import { EnrolmentImage } from "@/features/accounts/components/enrolment-image";
import { PasswordByMail } from "@/components/proof/password-by-mail";
import { RecoveryCodesList } from "@/features/accounts/components/recovery-codes-list";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

export function EnrolForm({ onDone }: { onDone: () => void }) {
  const { twoSteps: texts, fields } = useTexts();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const enrol = useEnrol();
  const confirm = useConfirmEnrolment();
  if (confirm.data) return <RecoveryCodesList codes={confirm.data.recovery_codes} onDone={onDone} />;

  const error = enrol.data ? confirm.error : enrol.error;
  const problem = error instanceof ApiError ? error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (enrol.data) confirm.mutate(code);
    else enrol.mutate(password);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {error && !problem?.fields.length && <Notice tone="bad">{errorMessage(error)}</Notice>}
      {enrol.data ? (
        <>
          <EnrolmentImage enrolment={enrol.data} />
          <CodeField label={fields.appCode} value={code} error={problem?.about("code")} onChange={setCode} autoFocus />
        </>
      ) : (
        <>
          <TextField label={fields.yourPassword} type="password" autoComplete="current-password" required error={problem?.about("password")} value={password} onChange={(event) => setPassword(event.target.value)} />
          <PasswordByMail problem={problem} />
        </>
      )}
      <Button type="submit" variant="primary" className="self-end" busy={enrol.isPending || confirm.isPending}>
        {enrol.data ? texts.confirm : texts.goOn}
      </Button>
    </form>
  );
}
