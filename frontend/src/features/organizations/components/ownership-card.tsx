/** Handing the organization over to another member. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice, Skeleton } from "@/components/ui/surface";
import { useTransferOrganization } from "@/features/organizations/api/organizations";
import { useTexts } from "@/features/organizations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { everyMemberQuery } from "@/lib/api/members";
import type { Me } from "@/lib/api/schema";
import { isolated } from "@/lib/i18n/isolated";
import { usePhrases } from "@/lib/i18n/phrases";

export function OwnershipCard({ me }: { me: Me }) {
  const texts = useTexts().transfer;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SubjectCard title={texts.title} intro={texts.intro} action={<Button onClick={() => setIsOpen(true)}>{texts.open}</Button>}>
      <Dialog open={isOpen} onOpenChange={setIsOpen} title={texts.dialogTitle} description={texts.dialogText}>
        <TransferForm me={me} onClose={() => setIsOpen(false)} />
      </Dialog>
    </SubjectCard>
  );
}

function TransferForm({ me, onClose }: { me: Me; onClose: () => void }) {
  const texts = useTexts().transfer;
  const phrases = usePhrases();
  const members = useQuery({ ...everyMemberQuery, staleTime: 0 });
  const transfer = useTransferOrganization();
  const [user, setUser] = useState("");
  const [isSure, setIsSure] = useState(false);
  const others = members.data?.filter((member) => member.user !== me.user.id) ?? [];
  const chosen = others.find((member) => member.user === user);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    transfer.mutate(user, { onSuccess: onClose });
  };
  if (members.isPending) return <Skeleton className="h-11" />;
  if (members.isError) return <Notice tone="bad">{errorMessage(members.error)}</Notice>;
  if (others.length === 0) return <Notice>{texts.nobody}</Notice>;
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {transfer.error && <Notice tone="bad">{errorMessage(transfer.error)}</Notice>}
      <SelectField
        label={texts.whom}
        required
        value={user}
        onChange={(event) => {
          setUser(event.target.value);
          setIsSure(false);
        }}
      >
        <option value="">{texts.choose}</option>
        {others.map((member) => (
          <option key={member.user} value={member.user}>
            {isolated(member.name)} ({member.email})
          </option>
        ))}
      </SelectField>
      {chosen && (
        <label className="flex items-start gap-3 font-semibold">
          <input type="checkbox" className="mt-0.5 size-5 accent-brand" checked={isSure} onChange={(event) => setIsSure(event.target.checked)} />
          {texts.confirmLabel(chosen.name)}
        </label>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{phrases.cancel}</Button>
        <Button type="submit" variant="danger" disabled={!isSure} busy={transfer.isPending}>
          {texts.submit}
        </Button>
      </div>
    </form>
  );
}
