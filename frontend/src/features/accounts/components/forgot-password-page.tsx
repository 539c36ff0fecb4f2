/** Asking for a link to set a new password. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useForgotPassword } from "@/lib/api/forgotten-password";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { TextLink } from "@/features/accounts/components/login-page";
import { useTexts } from "@/features/accounts/use-texts";
import { errorMessage } from "@/lib/api/error-message";

export function ForgotPasswordPage() {
  const { reset: texts, fields } = useTexts();
  const [email, setEmail] = useState("");
  const forgot = useForgotPassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    forgot.mutate(email);
  };
  return (
    <AccountFrame
      title={texts.title}
      intro={
        <>
          {texts.askIntro} <TextLink to="/login">{texts.back}</TextLink>
        </>
      }
    >
      {forgot.isSuccess ? (
        <Notice tone="good" title={texts.sentTitle}>
          {texts.sentText(email)}
        </Notice>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-5">
          {forgot.error && <Notice tone="bad">{errorMessage(forgot.error)}</Notice>}
          <TextField label={fields.email} type="email" name="email" autoComplete="username" required maxLength={254} value={email} onChange={(event) => setEmail(event.target.value)} />
          <Button type="submit" variant="primary" size="lg" busy={forgot.isPending}>
            {texts.send}
          </Button>
        </form>
      )}
    </AccountFrame>
  );
}
