/** Who, what and when; what is chosen stands in the address, so that it can be shared. */
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { actionsByFamily } from "@/features/audit/families";
import { type Filters, isFiltered } from "@/features/audit/filters";
import { useTexts } from "@/features/audit/use-texts";
import { apiKeysQuery } from "@/lib/api/api-keys";
import { useMay } from "@/lib/api/me";
import { everyMemberQuery } from "@/lib/api/members";

interface AuditFiltersProps {
  filters: Filters;
  onChange: (changed: Partial<Filters>) => void;
  onClear: () => void;
}

export function AuditFilters({ filters, onChange, onClear }: AuditFiltersProps) {
  const texts = useTexts();
  const { data: members = [] } = useQuery(everyMemberQuery);
  const { data: keys = [] } = useQuery({ ...apiKeysQuery, enabled: useMay("api_keys:manage") });
  const actors = [
    ...members.map(({ user, name }) => ({ id: user, name })),
    ...keys.map(({ id, name }) => ({ id, name: texts.apiKey(name) })),
    { id: "system", name: texts.system },
  ];
  const isKnown = filters.actor === "" || actors.some(({ id }) => id === filters.actor);
  return (
    <div role="search" aria-label={texts.filters} className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_10rem_10rem_minmax(0,1fr)]">
      <SelectField frame="col-span-2 sm:col-span-1" label={texts.who} value={filters.actor} onChange={(event) => onChange({ actor: event.target.value })}>
        <option value="">{texts.anybody}</option>
        {!isKnown && <option value={filters.actor}>{filters.actor}</option>}
        {actors.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField frame="col-span-2 sm:col-span-1" label={texts.what} value={filters.action} onChange={(event) => onChange({ action: event.target.value })}>
        <option value="">{texts.anything}</option>
        {actionsByFamily(Object.keys(texts.actions)).map(({ family, actions }) => (
          <optgroup key={family} label={texts.families[family]}>
            {actions.map((action) => (
              <option key={action} value={action}>
                {texts.actions[action]}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
      <TextField type="date" label={texts.from} max={filters.to || undefined} value={filters.from} onChange={(event) => onChange({ from: event.target.value })} />
      <TextField type="date" label={texts.to} min={filters.from || undefined} value={filters.to} onChange={(event) => onChange({ to: event.target.value })} />
      <SelectField frame="col-span-2 sm:col-span-1" label={texts.order} value={filters.sort} onChange={(event) => onChange({ sort: event.target.value as Filters["sort"] })}>
        <option value="">{texts.newestFirst}</option>
        <option value="at">{texts.oldestFirst}</option>
      </SelectField>
      {isFiltered(filters) && (
        <div className="col-span-full flex flex-wrap items-center gap-3">
          {filters.target !== "" && (
            <span className="rounded-full bg-brand-soft px-3 py-1 text-sm font-semibold text-brand">
              {texts.target} <span className="font-mono">{filters.target}</span>
            </span>
          )}
          <Button size="sm" variant="quiet" onClick={onClear}>
            <X aria-hidden="true" className="size-4" /> {texts.clear}
          </Button>
        </div>
      )}
    </div>
  );
}
