/** One's own name, as the members of all one's organizations see it. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { TextField } from "@/components/ui/field";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice } from "@/components/ui/surface";
import { profileQuery, useChangeName } from "@/features/accounts/api/profile";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

export function OwnNameCard({ name: known }: { name: string }) {
  const { ownName: texts, fields } = useTexts();
  const asked = useQuery(profileQuery);
  const profile = asked.data;
  const change = useChangeName();
  const [typed, setTyped] = useState<string | null>(null);
  const stored = profile?.name ?? known;
  const name = typed ?? stored;
  const problem = change.error instanceof ApiError ? change.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (profile) change.mutate({ name, basedOn: profile.version }, { onSuccess: () => setTyped(null) });
  };
  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      <FailedQuery query={asked} />
      <form onSubmit={submit} className="flex flex-col gap-4">
        {change.error && !problem?.about("name") && <Notice tone="bad">{problem?.status === 412 ? texts.changedElsewhere(stored) : errorMessage(change.error)}</Notice>}
        <div className="flex flex-wrap items-end gap-3">
          <TextField frame="min-w-0 flex-1 basis-64" label={fields.name} required maxLength={100} autoComplete="name" error={problem?.about("name")} value={name} onChange={(event) => setTyped(event.target.value)} />
          <Button type="submit" variant="primary" busy={change.isPending} disabled={!profile || name.trim() === ""} unavailable={name === stored}>
            {texts.submit}
          </Button>
        </div>
        <p role="status" className="text-sm font-semibold text-good empty:hidden">
          {change.isSuccess && typed === null && texts.saved}
        </p>
      </form>
    </SubjectCard>
  );
}
