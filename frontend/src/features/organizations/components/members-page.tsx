/** Who works in the organization, and who was asked to. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Card, EmptyState, Notice } from "@/components/ui/surface";
import { InvitationsList } from "@/features/organizations/components/invitations-list";
import { InviteDialog } from "@/features/organizations/components/invite-dialog";
import { MemberRow } from "@/features/organizations/components/member-row";
import { useTexts } from "@/features/organizations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { meQuery, useMay } from "@/lib/api/me";
import { membersQuery } from "@/lib/api/members";
import type { Me } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function MembersPage() {
  const { data: me } = useQuery(meQuery);
  const mayManage = useMay("members:manage");
  const texts = useTexts().members;
  const [isInviting, setIsInviting] = useState(false);
  if (!me) return null;
  return (
    <div className="flex flex-col gap-12">
      <section aria-labelledby="members-title">
        <div className="mb-5 flex flex-wrap items-end justify-between gap-4">
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
  const phrases = usePhrases();
  const members = useInfiniteQuery(membersQuery);
  const found = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {members.isPending && <RowsLoading rows={4} />}
      {members.isError && (
        <Notice tone="bad" className="mb-4" action={<Button size="sm" onClick={() => void members.refetch()}>{phrases.tryAgain}</Button>}>
          {errorMessage(members.error)}
        </Notice>
      )}
      {members.isSuccess && found.length === 0 && (
        <Card>
          <EmptyState icon={<Users />} title={texts.empty}>
            {texts.emptyHint}
          </EmptyState>
        </Card>
      )}
      {found.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {found.map((member) => (
              <MemberRow key={member.user} member={member} isMe={member.user === me.user.id} mayManage={mayManage} />
            ))}
          </ul>
        </Card>
      )}
      {members.hasNextPage && (
        <Button className="mt-4" busy={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
          {phrases.showMore}
        </Button>
      )}
    </>
  );
}
