/** Logging in. */
import { type FormEvent, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useLogIn } from "@/features/accounts/api/login";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { errorMessage } from "@/lib/api/error-message";

export function LoginPage() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const logIn = useLogIn();
  const navigate = useNavigate();
  const location = useLocation();
  const target = (location.state as { from?: string } | null)?.from ?? "/app";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    logIn.mutate({ email, password }, { onSuccess: () => void navigate(target, { replace: true }) });
  };

  return (
    <AccountFrame
      title="Log in"
      intro={
        <>
          New here?{" "}
          <Link to="/register" className="font-semibold text-brand underline underline-offset-4">
            Make an account
          </Link>
        </>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-5">
        {logIn.error && <Notice tone="bad">{errorMessage(logIn.error)}</Notice>}
        <TextField label="E-mail" type="email" name="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
        <TextField label="Password" type="password" name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
        <Button type="submit" variant="primary" size="lg" busy={logIn.isPending} className="mt-2">
          Log in
        </Button>
      </form>
    </AccountFrame>
  );
}
