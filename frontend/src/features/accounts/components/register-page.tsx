/** A new organization with its owner. */
import { type ChangeEvent, type FormEvent, useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useRegister } from "@/features/accounts/api/login";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { Registration } from "@/lib/api/schema";

const EMPTY: Registration = { organization: "", name: "", email: "", password: "" };

export function RegisterPage() {
  const { register: texts, fields } = useTexts();
  const [form, setForm] = useState(EMPTY);
  const register = useRegister();
  const navigate = useNavigate();
  const problem = register.error instanceof ApiError ? register.error : null;

  const field = (name: keyof Registration) => ({
    name,
    required: true,
    value: form[name],
    error: problem?.about(name),
    onChange: (event: ChangeEvent<HTMLInputElement>) => setForm({ ...form, [name]: event.target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate(form, { onSuccess: () => void navigate("/app", { replace: true }) });
  };

  return (
    <AccountFrame
      title={texts.title}
      intro={
        <>
          {texts.haveOne}{" "}
          <Link to="/login" className="font-semibold text-brand underline underline-offset-4">
            {texts.logIn}
          </Link>
        </>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-5">
        {register.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(register.error)}</Notice>}
        <TextField label={fields.name} autoComplete="name" maxLength={100} {...field("name")} />
        <TextField label={fields.organization} autoComplete="organization" maxLength={100} hint={fields.organizationHint} {...field("organization")} />
        <TextField label={fields.email} type="email" autoComplete="username" maxLength={254} {...field("email")} />
        <TextField label={fields.password} type="password" autoComplete="new-password" minLength={10} maxLength={200} hint={fields.passwordHint} {...field("password")} />
        <Button type="submit" variant="primary" size="lg" busy={register.isPending} className="mt-2">
          {texts.submit}
        </Button>
      </form>
    </AccountFrame>
  );
}
