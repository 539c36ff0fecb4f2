/** The first step of logging in. */
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { providersQuery, useLogIn } from "@/features/accounts/api/login";
import { useTexts } from "@/features/accounts/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { LoginStep } from "@/lib/api/schema";

interface PasswordStepProps {
  problem: string | null;
  target: string;
  onStep: (step: LoginStep) => void;
}

export function PasswordStep({ problem, target, onStep }: PasswordStepProps) {
  const { login: texts, fields } = useTexts();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const logIn = useLogIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    logIn.mutate({ email, password }, { onSuccess: onStep });
  };
  return (
    <>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {logIn.error ? <Notice tone="bad">{errorMessage(logIn.error)}</Notice> : problem && <Notice tone="bad">{problem}</Notice>}
        <TextField label={fields.email} type="email" name="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
        <TextField label={fields.password} type="password" name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
        <Button type="submit" variant="primary" size="lg" busy={logIn.isPending} className="mt-2">
          {texts.submit}
        </Button>
        <Link to="/forgot-password" className="self-center text-sm font-semibold text-brand underline underline-offset-4">
          {texts.forgot}
        </Link>
      </form>
      <Providers target={target} />
    </>
  );
}

/** Plain links: the browser itself goes to the provider. */
function Providers({ target }: { target: string }) {
  const texts = useTexts().login;
  const { data: providers = [] } = useQuery(providersQuery);
  if (providers.length === 0) return null;
  return (
    <div className="mt-8 flex flex-col gap-3 border-t border-line pt-6">
      {providers.map(({ name, start }) => (
        <a
          key={name}
          href={`${start}?next=${encodeURIComponent(target)}`}
          className="inline-flex min-h-14 items-center justify-center gap-2.5 rounded-2xl px-6 font-semibold ring-1 ring-inset ring-line-strong/60 transition hover:bg-sunken"
        >
          <KeyRound aria-hidden="true" className="size-5 text-brand" />
          {texts.withProvider(name)}
        </a>
      ))}
    </div>
  );
}
