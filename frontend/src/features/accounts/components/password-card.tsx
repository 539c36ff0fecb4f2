/** Another password, with the help of the present one. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useChangePassword } from "@/features/accounts/api/recovery";
import { TextLink } from "@/features/accounts/components/login-page";
import { PasswordByMail } from "@/components/proof/password-by-mail";
import { SubjectCard } from "@/components/ui/subject-card";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { usePhrases } from "@/lib/i18n/phrases";

export function PasswordCard({ email }: { email: string }) {
  const texts = useTexts().password;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SubjectCard title={texts.title} intro={texts.intro} action={<Button onClick={() => setIsOpen(true)}>{texts.change}</Button>}>
      <Dialog open={isOpen} onOpenChange={setIsOpen} title={texts.changeTitle}>
        <ChangeForm email={email} onClose={() => setIsOpen(false)} />
      </Dialog>
    </SubjectCard>
  );
}

function ChangeForm({ email, onClose }: { email: string; onClose: () => void }) {
  const { password: texts, fields } = useTexts();
  const phrases = usePhrases();
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
        <Notice tone="good">{texts.changed}</Notice>
        <Button variant="primary" className="self-end" onClick={onClose}>
          {phrases.done}
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {change.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(change.error)}</Notice>}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField label={texts.present} type="password" autoComplete="current-password" required error={problem?.about("current")} value={current} onChange={(event) => setCurrent(event.target.value)} />
      <PasswordByMail problem={problem} />
      <TextField label={fields.newPassword} type="password" autoComplete="new-password" required minLength={10} maxLength={200} hint={fields.passwordHint} error={problem?.about("password")} value={password} onChange={(event) => setPassword(event.target.value)} />
      <div className="flex items-center justify-between gap-3">
        <TextLink to="/forgot-password">{texts.forgotten}</TextLink>
        <Button type="submit" variant="primary" busy={change.isPending}>
          {texts.submit}
        </Button>
      </div>
    </form>
  );
}
