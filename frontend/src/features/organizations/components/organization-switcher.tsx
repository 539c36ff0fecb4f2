/** Which organization the app works in, the way to another one, and to a new one. */
import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown, Plus, Settings2 } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { AT_REST, Spinner } from "@/components/ui/button";
import { Initials } from "@/components/ui/initials";
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLabel, MenuLine } from "@/components/ui/menu";
import { organizationsQuery, useSwitchOrganization } from "@/features/organizations/api/organizations";
import { NewOrganizationDialog } from "@/features/organizations/components/new-organization-dialog";
import { useTexts } from "@/features/organizations/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { Me, MyOrganization } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function OrganizationSwitcher({ me }: { me: Me }) {
  const texts = useTexts().switcher;
  const { roles } = usePhrases();
  const navigate = useNavigate();
  const organizations = useQuery(organizationsQuery);
  const change = useSwitchOrganization();
  const [isCreating, setIsCreating] = useState(false);
  const current: MyOrganization = { ...me.organization, role: me.role, current: true };
  const others = (organizations.data ?? []).filter(({ id }) => id !== current.id);
  const target = change.isPending ? others.find(({ id }) => id === change.variables) : undefined;
  return (
    <>
      <Menu align="start" trigger={<Trigger name={me.organization.name} isBusy={change.isPending} />}>
        <MenuLabel>{texts.yours}</MenuLabel>
        <MenuChoices label={texts.yours} value={current.id} onChange={(id) => id !== current.id && change.mutate(id)}>
          {[current, ...others].map(({ id, name, role }) => (
            <MenuChoice key={id} value={id} hint={roles[role]} icon={<Initials name={name} shape="square" />}>
              <bdi>{name}</bdi>
            </MenuChoice>
          ))}
        </MenuChoices>
        {organizations.isError && <MenuLabel>{errorMessage(organizations.error)}</MenuLabel>}
        <MenuLine />
        <MenuItem icon={<Settings2 className="size-4" />} onSelect={() => void navigate("/app/organization")}>
          {texts.manage}
        </MenuItem>
        <MenuItem icon={<Plus className="size-4" />} onSelect={() => setIsCreating(true)}>
          {texts.create}
        </MenuItem>
      </Menu>
      <span role="status" className="sr-only">
        {target && texts.switching(target.name)}
      </span>
      {change.error && (
        <span role="alert" className="max-w-40 truncate text-sm font-medium text-bad" title={errorMessage(change.error)}>
          {texts.failed}
        </span>
      )}
      {isCreating && <NewOrganizationDialog onClose={() => setIsCreating(false)} onSwitch={(id) => change.mutate(id)} />}
    </>
  );
}

interface TriggerProps {
  name: string;
  isBusy: boolean;
}

/** Takes whatever the menu gives it: that is how it becomes the menu's button. */
function Trigger({ name, isBusy, ...menu }: TriggerProps) {
  const texts = useTexts().switcher;
  return (
    <button type="button" aria-busy={isBusy || undefined} {...menu} {...(isBusy && AT_REST)} className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-control p-1 text-start transition hover:bg-sunken sm:pe-2.5">
      {isBusy ? (
        <span className="grid size-9 shrink-0 place-items-center text-brand">
          <Spinner />
        </span>
      ) : (
        <Initials name={name} shape="square" />
      )}
      <span className="sr-only">{texts.label(name)}</span>
      <span aria-hidden="true" className="hidden max-w-44 min-w-0 truncate text-[0.9375rem] font-semibold sm:block">
        <bdi>{name}</bdi>
      </span>
      <ChevronsUpDown aria-hidden="true" className="hidden size-4 shrink-0 text-faint sm:block" />
    </button>
  );
}
