/** Asking for a link to set a new password. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useForgotPassword } from "@/features/accounts/api/recovery";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { TextLink } from "@/features/accounts/components/login-page";
import { errorMessage } from "@/lib/api/error-message";

export function ForgotPasswordPage() {
  const [email, setEmail] = useState("");
  const forgot = useForgotPassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    forgot.mutate(email);
  };
  return (
    <AccountFrame
      title="Set a new password"
      intro={
        <>
          We send you a link for it. <TextLink to="/login">Back to the login</TextLink>
        </>
      }
    >
      {forgot.isSuccess ? (
        <Notice tone="good" title="Look into your mail">
          If there is an account with the address {email}, a link is on its way. It works once, for one hour.
        </Notice>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-5">
          {forgot.error && <Notice tone="bad">{errorMessage(forgot.error)}</Notice>}
          <TextField label="E-mail" type="email" name="email" autoComplete="username" required maxLength={254} value={email} onChange={(event) => setEmail(event.target.value)} />
          <Button type="submit" variant="primary" size="lg" busy={forgot.isPending}>
            Send the link
          </Button>
        </form>
      )}
    </AccountFrame>
  );
}
