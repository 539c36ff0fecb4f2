/** Who works in the organization, and who was asked to. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { InvitationsList } from "@/features/organizations/components/invitations-list";
import { InviteDialog } from "@/features/organizations/components/invite-dialog";
import { MemberRow } from "@/features/organizations/components/member-row";
import { PagedRows } from "@/components/ui/paged-rows";
import { useTexts } from "@/features/organizations/use-texts";
import { meQuery, useMay } from "@/lib/api/me";
import { membersQuery } from "@/lib/api/members";
import type { Me } from "@/lib/api/schema";

export function MembersPage() {
  const { data: me } = useQuery(meQuery);
  const mayManage = useMay("members:manage");
  const texts = useTexts().members;
  const [isInviting, setIsInviting] = useState(false);
  if (!me) return null;
  return (
    <div className="flex flex-col gap-12">
      <section aria-labelledby="members-title">
        <div className="mb-5 flex flex-wrap items-start justify-between gap-4">
          <div>
            <h1 id="members-title" className="text-title">
              {texts.title}
            </h1>
            <p className="mt-1 text-muted">{texts.intro}</p>
          </div>
          {mayManage && (
            <Button variant="primary" onClick={() => setIsInviting(true)}>
              <UserPlus className="size-5" /> {texts.invite}
            </Button>
          )}
        </div>
        <Members me={me} mayManage={mayManage} />
      </section>
      {mayManage && <InvitationsList />}
      {isInviting && <InviteDialog onClose={() => setIsInviting(false)} />}
    </div>
  );
}

function Members({ me, mayManage }: { me: Me; mayManage: boolean }) {
  const texts = useTexts().members;
  const members = useInfiniteQuery(membersQuery);
  return (
    <PagedRows
      query={members}
      placeholders={4}
      empty={{ icon: <Users />, title: texts.empty, hint: texts.emptyHint }}
      row={(member) => <MemberRow key={member.user} member={member} isMe={member.user === me.user.id} mayManage={mayManage} />}
    />
  );
}
