/** Another password, with the help of the present one. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useChangePassword } from "@/features/accounts/api/recovery";
import { TextLink } from "@/features/accounts/components/login-page";
import { SubjectCard } from "@/components/ui/subject-card";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

export function PasswordCard({ email }: { email: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SubjectCard title="Password" intro="A new one ends all your other logins." action={<Button onClick={() => setIsOpen(true)}>Change</Button>}>
      <Dialog open={isOpen} onOpenChange={setIsOpen} title="Change the password">
        <ChangeForm email={email} onClose={() => setIsOpen(false)} />
      </Dialog>
    </SubjectCard>
  );
}

function ChangeForm({ email, onClose }: { email: string; onClose: () => void }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useChangePassword();
  const problem = change.error instanceof ApiError ? change.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ current, password });
  };
  if (change.isSuccess)
    return (
      <div className="flex flex-col gap-5">
        <Notice tone="good">Your password is changed, and your other logins are ended.</Notice>
        <Button variant="primary" className="self-end" onClick={onClose}>
          Done
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {change.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(change.error)}</Notice>}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField label="Present password" type="password" autoComplete="current-password" required error={problem?.about("current")} value={current} onChange={(event) => setCurrent(event.target.value)} />
      <TextField label="New password" type="password" autoComplete="new-password" required minLength={10} maxLength={200} hint="At least 10 characters" error={problem?.about("password")} value={password} onChange={(event) => setPassword(event.target.value)} />
      <div className="flex items-center justify-between gap-3">
        <TextLink to="/forgot-password">Forgotten?</TextLink>
        <Button type="submit" variant="primary" busy={change.isPending}>
          Change the password
        </Button>
      </div>
    </form>
  );
}
