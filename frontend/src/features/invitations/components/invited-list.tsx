/** Everybody who is invited, the latest first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { MailCheck, MailPlus } from "lucide-react";
import { useState } from "react";
import { SearchField, SelectField } from "@/components/ui/field";
import { PagedRows } from "@/components/ui/paged-rows";
import { invitationsQuery, type MailProblem } from "@/features/invitations/api/invitations";
import { InvitationRow } from "@/features/invitations/components/invitation-row";
import { useTexts } from "@/features/invitations/use-texts";
import type { SessionInvitation } from "@/lib/api/schema";

const PROBLEMS: readonly MailProblem[] = ["bounced", "refused", "complained", "unsubscribed"];

export function InvitedList({ session }: { session: string }) {
  const texts = useTexts();
  const [sought, setSought] = useState("");
  const [problem, setProblem] = useState<MailProblem | "any" | null>(null);
  const invitations = useInfiniteQuery(invitationsQuery(session, problem));
  const loaded = invitations.data?.pages.reduce((count, page) => count + page.items.length, 0) ?? 0;
  const found = invitations.data && {
    ...invitations.data,
    pages: invitations.data.pages.map((page) => ({ ...page, items: page.items.filter((one) => matches(one, sought)) })),
  };
  const isNothingFound = loaded > 0 && found?.pages.every((page) => page.items.length === 0);
  const nothingWithProblem = { icon: <MailCheck />, title: invitations.hasNextPage ? texts.noneYet : texts.allReached, hint: "" };
  const nothing = { icon: <MailPlus />, title: isNothingFound ? texts.nothingFound : texts.empty, hint: isNothingFound ? "" : texts.emptyHint };
  return (
    <div>
      {(loaded > 0 || problem !== null) && (
        <div className="mb-4 flex flex-wrap items-end gap-4">
          <SelectField frame="min-w-64" label={texts.pick} value={problem ?? ""} onChange={(event) => setProblem((event.target.value || null) as typeof problem)}>
            <option value="">{texts.everybody}</option>
            <option value="any">{texts.outOfReach}</option>
            {PROBLEMS.map((one) => (
              <option key={one} value={one}>
                {texts.problem[one]}
              </option>
            ))}
          </SelectField>
          <SearchField frame="max-w-md flex-1 basis-64" label={texts.search} hint={invitations.hasNextPage ? texts.searchHint(loaded) : undefined} value={sought} onChange={(event) => setSought(event.target.value)} />
        </div>
      )}
      <PagedRows
        query={{ ...invitations, data: found }}
        placeholders={4}
        empty={problem !== null && loaded === 0 ? nothingWithProblem : nothing}
        row={(invitation) => <InvitationRow key={invitation.id} session={session} invitation={invitation} />}
      />
    </div>
  );
}

function matches({ email, name }: SessionInvitation, sought: string): boolean {
  return `${name ?? ""} ${email}`.toLowerCase().includes(sought.trim().toLowerCase());
}
