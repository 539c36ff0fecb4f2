/** Where the link of a mail leads: setting a new password. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useResetPassword } from "@/features/accounts/api/recovery";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { TextLink } from "@/features/accounts/components/login-page";
import { useTexts } from "@/features/accounts/use-texts";
import { useLinkToken } from "@/lib/use-link-token";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

export function ResetPasswordPage() {
  const { reset: texts, fields } = useTexts();
  const token = useLinkToken();
  const [password, setPassword] = useState("");
  const reset = useResetPassword();
  const problem = reset.error instanceof ApiError ? reset.error.about("password") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate({ token, password });
  };
  if (reset.isSuccess)
    return (
      <AccountFrame title={texts.doneTitle} intro={texts.doneIntro}>
        <ButtonLink to="/login" variant="primary" size="lg" className="w-full">
          {texts.logIn}
        </ButtonLink>
      </AccountFrame>
    );
  return (
    <AccountFrame title={texts.title} intro={texts.intro}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {reset.error && !problem && (
          <Notice tone="bad">
            {errorMessage(reset.error)} <TextLink to="/forgot-password">{texts.askAgain}</TextLink>
          </Notice>
        )}
        <TextField label={fields.newPassword} type="password" autoComplete="new-password" required minLength={10} maxLength={200} hint={fields.passwordHint} error={problem} value={password} onChange={(event) => setPassword(event.target.value)} />
        <Button type="submit" variant="primary" size="lg" busy={reset.isPending}>
          {texts.submit}
        </Button>
      </form>
    </AccountFrame>
  );
}
