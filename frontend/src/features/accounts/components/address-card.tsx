/** The e-mail address: whether it is confirmed, and the way to another one. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Badge, Notice } from "@/components/ui/surface";
import { useChangeEmail, useResendVerification } from "@/features/accounts/api/recovery";
import { PasswordByMail } from "@/components/proof/password-by-mail";
import { SubjectCard } from "@/components/ui/subject-card";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { Me } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function AddressCard({ user }: { user: Me["user"] }) {
  const texts = useTexts().address;
  const resend = useResendVerification();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SubjectCard
      title={texts.title}
      badge={user.email_verified ? <Badge tone="good">{texts.confirmed}</Badge> : <Badge tone="mark">{texts.unconfirmed}</Badge>}
      intro={user.email}
      action={<Button onClick={() => setIsOpen(true)}>{texts.change}</Button>}
    >
      {!user.email_verified && (
        <Notice
          tone={resend.error ? "bad" : resend.isSuccess ? "good" : "mark"}
          action={
            !resend.isSuccess && (
              <Button size="sm" busy={resend.isPending} onClick={() => resend.mutate()}>
                {texts.sendAgain}
              </Button>
            )
          }
        >
          {resend.error ? errorMessage(resend.error) : resend.isSuccess ? texts.sentAgain : texts.sent}
        </Notice>
      )}
      <Dialog open={isOpen} onOpenChange={setIsOpen} title={texts.changeTitle} description={texts.changeHint}>
        <ChangeForm onClose={() => setIsOpen(false)} />
      </Dialog>
    </SubjectCard>
  );
}

function ChangeForm({ onClose }: { onClose: () => void }) {
  const { address: texts, fields } = useTexts();
  const phrases = usePhrases();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const change = useChangeEmail();
  const problem = change.error instanceof ApiError ? change.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ email, password });
  };
  if (change.isSuccess)
    return (
      <div className="flex flex-col gap-5">
        <Notice tone="good">{texts.changed(email)}</Notice>
        <Button variant="primary" className="self-end" onClick={onClose}>
          {phrases.done}
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {change.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(change.error)}</Notice>}
      <TextField label={texts.field} type="email" autoComplete="email" required maxLength={254} error={problem?.about("email")} value={email} onChange={(event) => setEmail(event.target.value)} />
      <TextField label={fields.yourPassword} type="password" autoComplete="current-password" required error={problem?.about("password")} value={password} onChange={(event) => setPassword(event.target.value)} />
      <PasswordByMail problem={problem} />
      <Button type="submit" variant="primary" className="self-end" busy={change.isPending}>
        {texts.submit}
      </Button>
    </form>
  );
}
