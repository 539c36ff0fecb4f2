/** Setting up the second factor on the way in, where the organization asks for it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice, PageLoading } from "@/components/ui/surface";
import { enrolAtLoginQuery, useConfirmAtLogin } from "@/features/accounts/api/login";
import { CodeField } from "@/components/proof/code-field";
import { EnrolmentImage } from "@/features/accounts/components/enrolment-image";
import { RecoveryCodesList } from "@/features/accounts/components/recovery-codes-list";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { remember } from "@/lib/api/me";

interface EnrolStepProps {
  challenge: string;
  onDone: () => void;
  onStartOver: () => void;
}

export function EnrolStep({ challenge, onDone, onStartOver }: EnrolStepProps) {
  const { login: texts, fields } = useTexts();
  const [code, setCode] = useState("");
  const client = useQueryClient();
  const enrolment = useQuery(enrolAtLoginQuery(challenge));
  const confirm = useConfirmAtLogin();
  const problem = confirm.error instanceof ApiError ? confirm.error.about("code") : undefined;

  if (enrolment.isPending) return <PageLoading />;
  if (enrolment.isError)
    return (
      <Notice tone="bad" action={<Button size="sm" onClick={onStartOver}>{texts.again}</Button>}>
        {errorMessage(enrolment.error)}
      </Notice>
    );
  if (confirm.data) {
    const { login, recovery_codes } = confirm.data;
    const enter = () => {
      remember(client, login);
      onDone();
    };
    return <RecoveryCodesList codes={recovery_codes} onDone={enter} />;
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ challenge, code });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {confirm.error && !problem && <Notice tone="bad">{errorMessage(confirm.error)}</Notice>}
      <EnrolmentImage enrolment={enrolment.data} />
      <CodeField label={fields.appCode} value={code} error={problem} onChange={setCode} />
      <Button type="submit" variant="primary" size="lg" busy={confirm.isPending}>
        {texts.enrolSubmit}
      </Button>
    </form>
  );
}
