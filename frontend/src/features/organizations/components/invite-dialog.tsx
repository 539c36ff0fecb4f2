/** Inviting by mail: to whom, and as what. */
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useInvite } from "@/features/organizations/api/members";
import { GRANTED_ROLES } from "@/features/organizations/roles";
import { useTexts } from "@/features/organizations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { GrantedRole } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  const phrases = usePhrases();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<GrantedRole>("facilitator");
  const field = useRef<HTMLInputElement>(null);
  const invite = useInvite();
  const problem = invite.error instanceof ApiError ? invite.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate(
      { email, role },
      {
        onSuccess: () => {
          setEmail("");
          field.current?.focus();
        },
      },
    );
  };
  return (
    <Dialog open onOpenChange={onClose} title={texts.invite.title} description={texts.invite.description}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {problem?.code === "email_not_verified" ? (
          <Notice tone="mark" action={<ButtonLink size="sm" to="/app/account">{texts.invite.toAccount}</ButtonLink>}>
            {texts.invite.unverified}
          </Notice>
        ) : (
          invite.error && !problem?.about("email") && <Notice tone="bad">{errorMessage(invite.error)}</Notice>
        )}
        {invite.isSuccess && <Notice tone="good">{texts.invite.sent(invite.data.email)}</Notice>}
        <TextField ref={field} label={texts.invite.email} type="email" autoComplete="off" autoFocus required maxLength={254} error={problem?.about("email")} value={email} onChange={(event) => setEmail(event.target.value)} />
        <ChoiceCards
          legend={texts.invite.role}
          value={role}
          onChange={setRole}
          choices={GRANTED_ROLES.map((granted) => ({ value: granted, label: phrases.roles[granted], hint: texts.roleHints[granted] }))}
        />
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{invite.isSuccess ? phrases.done : phrases.cancel}</Button>
          <Button type="submit" variant="primary" busy={invite.isPending}>
            {texts.invite.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
