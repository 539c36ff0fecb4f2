/** Renaming; where somebody else was first, nothing is overwritten unasked. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Conflict, TheirsOrMine } from "@/components/ui/conflict";
import { TextField } from "@/components/ui/field";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice } from "@/components/ui/surface";
import { organizationQuery, useRenameOrganization } from "@/features/organizations/api/organizations";
import { useTexts } from "@/features/organizations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { OrganizationDetail } from "@/lib/api/schema";

export function NameCard({ organization }: { organization: OrganizationDetail }) {
  const texts = useTexts().rename;
  const client = useQueryClient();
  const rename = useRenameOrganization();
  const [typed, setTyped] = useState<{ name: string; former: string; basedOn: number } | null>(null);
  const [theirs, setTheirs] = useState<OrganizationDetail | null>(null);
  const saver = useRef<HTMLButtonElement>(null);
  const name = typed?.name ?? organization.name;
  const problem = rename.error instanceof ApiError ? rename.error : null;

  const save = (basedOn: number) =>
    rename.mutate(
      { name, basedOn },
      {
        onSuccess: () => {
          setTyped(null);
          setTheirs(null);
        },
        onError: (error) => {
          if (error instanceof ApiError && error.status === 412) void client.fetchQuery({ ...organizationQuery, staleTime: 0 }).then(meet);
        },
      },
    );
  // The version rises with other parts of the organization, too: it is no conflict where the name is still the former one.
  const meet = (newer: OrganizationDetail) => (newer.name === typed?.former ? save(newer.version) : setTheirs(newer));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(typed?.basedOn ?? organization.version);
  };
  const keepTheirs = () => {
    setTyped(null);
    setTheirs(null);
    rename.reset();
  };

  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {theirs && (
          <Conflict
            title={texts.conflict}
            hint={texts.conflictHint(theirs.name)}
            onward={saver}
            choices={<TheirsOrMine theirs={texts.keepTheirs} onTheirs={keepTheirs} mine={texts.saveMine} onMine={() => save(theirs.version)} busy={rename.isPending} />}
          />
        )}
        {rename.error && !theirs && problem?.status !== 412 && !problem?.about("name") && <Notice tone="bad">{errorMessage(rename.error)}</Notice>}
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            frame="min-w-0 flex-1 basis-64"
            label={texts.label}
            required
            maxLength={100}
            autoComplete="organization"
            error={problem?.about("name")}
            value={name}
            // What is edited stays bound to the version it grew from, even if a newer one is fetched meanwhile.
            onChange={(event) => setTyped({ name: event.target.value, former: typed?.former ?? organization.name, basedOn: typed?.basedOn ?? organization.version })}
          />
          <Button ref={saver} type="submit" variant="primary" busy={rename.isPending && !theirs} disabled={name.trim() === ""} unavailable={theirs !== null || name === organization.name}>
            {texts.submit}
          </Button>
        </div>
        <p role="status" className="text-sm font-semibold text-good empty:hidden">
          {rename.isSuccess && typed === null && texts.saved}
        </p>
      </form>
    </SubjectCard>
  );
}
