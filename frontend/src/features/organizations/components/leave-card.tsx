/** The way out of the organization. */
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice } from "@/components/ui/surface";
import { useLeaveOrganization } from "@/features/organizations/api/organizations";
import { useTexts } from "@/features/organizations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { Me } from "@/lib/api/schema";

export function LeaveCard({ me }: { me: Me }) {
  const texts = useTexts().leave;
  const leave = useLeaveOrganization();
  const isOwner = me.role === "owner";
  return (
    <SubjectCard
      title={texts.title}
      intro={isOwner ? texts.ownerStays : texts.intro}
      action={
        !isOwner && (
          <ConfirmDialog
            trigger={
              <Button variant="danger" busy={leave.isPending}>
                {texts.open}
              </Button>
            }
            title={texts.confirmTitle(me.organization.name)}
            description={texts.confirmText}
            confirm={texts.confirm}
            onConfirm={() => leave.mutate()}
          />
        )
      }
    >
      {leave.error && <Notice tone="bad">{errorMessage(leave.error)}</Notice>}
    </SubjectCard>
  );
}
