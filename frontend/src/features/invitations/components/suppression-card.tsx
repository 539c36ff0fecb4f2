/** Letting an address get mail again that wanted none. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice } from "@/components/ui/surface";
import { useLiftSuppression } from "@/features/invitations/api/invitations";
import { useTexts } from "@/features/invitations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

export function SuppressionCard() {
  const texts = useTexts().suppression;
  const [email, setEmail] = useState("");
  const lift = useLiftSuppression();
  const about = lift.error instanceof ApiError ? lift.error.about("email") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    lift.mutate(email, { onSuccess: () => setEmail("") });
  };
  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      <form onSubmit={submit} className="flex max-w-xl flex-col gap-4">
        {lift.error && !about && <Notice tone="bad">{errorMessage(lift.error)}</Notice>}
        {lift.isSuccess && <Notice tone="good">{texts.lifted(lift.variables)}</Notice>}
        <TextField label={texts.email} hint={texts.hint} type="email" autoComplete="off" required maxLength={320} error={about} value={email} onChange={(event) => setEmail(event.target.value)} />
        <Button type="submit" className="self-start" busy={lift.isPending}>
          {texts.submit}
        </Button>
      </form>
    </SubjectCard>
  );
}
