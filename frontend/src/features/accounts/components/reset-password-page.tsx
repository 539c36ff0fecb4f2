/** Where the link of a mail leads: setting a new password. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useResetPassword } from "@/features/accounts/api/recovery";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { TextLink } from "@/features/accounts/components/login-page";
import { useLinkToken } from "@/lib/use-link-token";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

export function ResetPasswordPage() {
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
      <AccountFrame title="Your password is set" intro="All logins of your account were ended.">
        <ButtonLink to="/login" variant="primary" size="lg" className="w-full">
          Log in
        </ButtonLink>
      </AccountFrame>
    );
  return (
    <AccountFrame title="Set a new password" intro="It ends every login of your account, on all devices.">
      <form onSubmit={submit} className="flex flex-col gap-5">
        {reset.error && !problem && (
          <Notice tone="bad">
            {errorMessage(reset.error)} <TextLink to="/forgot-password">Ask for a new link</TextLink>
          </Notice>
        )}
        <TextField label="New password" type="password" autoComplete="new-password" required minLength={10} maxLength={200} hint="At least 10 characters" error={problem} value={password} onChange={(event) => setPassword(event.target.value)} />
        <Button type="submit" variant="primary" size="lg" busy={reset.isPending}>
          Set the password
        </Button>
      </form>
    </AccountFrame>
  );
}
