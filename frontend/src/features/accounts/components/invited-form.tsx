/** A new account for an invited address; the invitation has already proved that it is theirs. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useRegisterInvited } from "@/features/accounts/api/invitation";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { Me } from "@/lib/api/schema";

interface InvitedFormProps {
  token: string;
  email: string;
  me: Me | null;
}

export function InvitedForm({ token, email, me }: InvitedFormProps) {
  const texts = useTexts().invitation;
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const register = useRegisterInvited();
  const problem = register.error instanceof ApiError ? register.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate({ token, name, password });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {me && <Notice tone="mark">{texts.replaces(me.user.email)}</Notice>}
      {register.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(register.error)}</Notice>}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField label={texts.name} autoComplete="name" required maxLength={100} error={problem?.about("name")} value={name} onChange={(event) => setName(event.target.value)} />
      <TextField label={texts.password} type="password" autoComplete="new-password" required minLength={10} maxLength={200} hint={texts.passwordHint} error={problem?.about("password")} value={password} onChange={(event) => setPassword(event.target.value)} />
      <Button type="submit" variant="primary" size="lg" busy={register.isPending}>
        {texts.register}
      </Button>
    </form>
  );
}
