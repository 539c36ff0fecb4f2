/** Everybody who is invited, the latest first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { MailPlus } from "lucide-react";
import { useState } from "react";
import { TextField } from "@/components/ui/field";
import { PagedRows } from "@/components/ui/paged-rows";
import { invitationsQuery } from "@/features/invitations/api/invitations";
import { InvitationRow } from "@/features/invitations/components/invitation-row";
import { useTexts } from "@/features/invitations/use-texts";
import type { SessionInvitation } from "@/lib/api/schema";

export function InvitedList({ session }: { session: string }) {
  const texts = useTexts();
  const [sought, setSought] = useState("");
  const invitations = useInfiniteQuery(invitationsQuery(session));
  const loaded = invitations.data?.pages.reduce((count, page) => count + page.items.length, 0) ?? 0;
  const found = invitations.data && { ...invitations.data, pages: invitations.data.pages.map((page) => ({ ...page, items: page.items.filter((one) => matches(one, sought)) })) };
  const isNothingFound = loaded > 0 && found?.pages.every((page) => page.items.length === 0);
  return (
    <div>
      {loaded > 0 && (
        <TextField frame="mb-4 max-w-md" type="search" label={texts.search} hint={invitations.hasNextPage ? texts.searchHint(loaded) : undefined} value={sought} onChange={(event) => setSought(event.target.value)} />
      )}
      <PagedRows
        query={{ ...invitations, data: found }}
        placeholders={4}
        empty={isNothingFound ? { icon: <MailPlus />, title: texts.nothingFound, hint: "" } : { icon: <MailPlus />, title: texts.empty, hint: texts.emptyHint }}
        row={(invitation) => <InvitationRow key={invitation.id} session={session} invitation={invitation} />}
      />
    </div>
  );
}

function matches({ email, name }: SessionInvitation, sought: string): boolean {
  return `${name ?? ""} ${email}`.toLowerCase().includes(sought.trim().toLowerCase());
}
