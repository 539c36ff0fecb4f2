/** A member: who they are, what they may do, and the way out for those who may show it. */
import { Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SelectField } from "@/components/ui/field";
import { Initials } from "@/components/ui/initials";
import { Badge } from "@/components/ui/surface";
import { useChangeRole, useRemoveMember } from "@/features/organizations/api/members";
import { GRANTED_ROLES } from "@/features/organizations/roles";
import { useTexts } from "@/features/organizations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { GrantedRole, Membership } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";

interface MemberRowProps {
  member: Membership;
  isMe: boolean;
  mayManage: boolean;
}

export function MemberRow({ member, isMe, mayManage }: MemberRowProps) {
  const texts = useTexts().members;
  const { roles } = usePhrases();
  const { day } = useMoments();
  const change = useChangeRole();
  const remove = useRemoveMember();
  const { user, name, email, role, version } = member;
  // Nobody changes the owner but by handing over, and nobody themselves: that is leaving.
  const isOpen = mayManage && role !== "owner" && !isMe;
  const problem = change.error ?? remove.error;
  const progress = remove.isPending ? texts.removing : change.isPending ? texts.saving : change.isSuccess ? texts.saved : "";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4" aria-busy={remove.isPending || undefined}>
      <Initials name={name} className="size-10" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2 font-semibold">
          <bdi className="truncate">{name}</bdi>
          {isMe && <Badge tone="brand">{texts.you}</Badge>}
        </p>
        <p className="text-sm break-words text-muted">
          {email}
          {member.joined_at && <span className="text-faint"> · {texts.joined(day(member.joined_at))}</span>}
        </p>
        {problem && (
          <p role="alert" className="text-sm font-medium text-bad">
            {errorMessage(problem)}
          </p>
        )}
      </div>
      <span role="status" className="text-sm font-semibold text-good empty:hidden">
        {progress}
      </span>
      {isOpen ? (
        <span className="flex items-center gap-1 ps-14 sm:ps-0">
          <SelectField label={texts.roleOf(name)} hideLabel value={role} disabled={remove.isPending} aria-disabled={change.isPending || undefined} onChange={(event) => change.isPending || change.mutate({ user, role: event.target.value as GrantedRole, basedOn: version })} className="font-semibold">
            {GRANTED_ROLES.map((granted) => (
              <option key={granted} value={granted}>
                {roles[granted]}
              </option>
            ))}
          </SelectField>
          <ConfirmDialog
            trigger={<IconButton label={texts.removeOf(name)} icon={<Trash2 className="size-4.5" />} unavailable={remove.isPending} />}
            title={texts.removeTitle(name)}
            description={texts.removeText}
            confirm={texts.remove}
            onConfirm={() => remove.mutate(user)}
          />
        </span>
      ) : (
        <Badge tone={role === "owner" ? "mark" : "neutral"} className="ms-14 sm:ms-0">{roles[role]}</Badge>
      )}
    </li>
  );
}
