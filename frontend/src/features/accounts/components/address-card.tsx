/** The e-mail address: whether it is confirmed, and the way to another one. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Badge, Notice } from "@/components/ui/surface";
import { useChangeEmail, useResendVerification } from "@/features/accounts/api/recovery";
import { SubjectCard } from "@/components/ui/subject-card";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { Me } from "@/lib/api/schema";

export function AddressCard({ user }: { user: Me["user"] }) {
  const resend = useResendVerification();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SubjectCard
      title="E-mail address"
      badge={user.email_verified ? <Badge tone="good">Confirmed</Badge> : <Badge tone="mark">Not confirmed</Badge>}
      intro={user.email}
      action={<Button onClick={() => setIsOpen(true)}>Change</Button>}
    >
      {!user.email_verified && (
        <Notice
          tone={resend.error ? "bad" : resend.isSuccess ? "good" : "mark"}
          action={
            !resend.isSuccess && (
              <Button size="sm" busy={resend.isPending} onClick={() => resend.mutate()}>
                Send the link again
              </Button>
            )
          }
        >
          {resend.error ? errorMessage(resend.error) : resend.isSuccess ? "A new link is on its way." : "We have sent you a link. Until you use it, you can invite nobody."}
        </Notice>
      )}
      <Dialog open={isOpen} onOpenChange={setIsOpen} title="Change the address" description="A link goes to the new address; the change is made when you use it.">
        <ChangeForm onClose={() => setIsOpen(false)} />
      </Dialog>
    </SubjectCard>
  );
}

function ChangeForm({ onClose }: { onClose: () => void }) {
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
        <Notice tone="good">We have sent a link to {email}. Until you use it, nothing changes.</Notice>
        <Button variant="primary" className="self-end" onClick={onClose}>
          Done
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {change.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(change.error)}</Notice>}
      <TextField label="New address" type="email" autoComplete="email" required maxLength={254} error={problem?.about("email")} value={email} onChange={(event) => setEmail(event.target.value)} />
      <TextField label="Your password" type="password" autoComplete="current-password" required error={problem?.about("password")} value={password} onChange={(event) => setPassword(event.target.value)} />
      <Button type="submit" variant="primary" className="self-end" busy={change.isPending}>
        Send the link
      </Button>
    </form>
  );
}
