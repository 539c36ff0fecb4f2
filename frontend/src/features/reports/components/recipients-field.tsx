/** Which members get planned reports. */
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "@/features/reports/use-texts";
import { everyMemberQuery } from "@/lib/api/members";

const MOST = 20;

interface RecipientsFieldProps {
  value: readonly string[];
  /** Who ended it for themselves. */
  left: readonly string[];
  problemAt: (place: number) => string | undefined;
  onChange: (recipients: string[]) => void;
}

export function RecipientsField({ value, left, problemAt, onChange }: RecipientsFieldProps) {
  const texts = useTexts().plan;
  const { data: members = [] } = useQuery(everyMemberQuery);
  const able = members.filter(({ role, user }) => role !== "viewer" || value.includes(user));
  const gone = value.filter((user) => !members.some((member) => member.user === user));
  const toggle = (user: string, isOn: boolean) => onChange(isOn ? [...value, user] : value.filter((one) => one !== user));
  return (
    <fieldset className="min-w-0">
      <legend className="text-sm font-semibold">{texts.recipients}</legend>
      <p className="text-sm text-faint">{texts.recipientsHint}</p>
      <div className="mt-2 flex max-h-52 flex-col overflow-y-auto rounded-control px-3.5 py-2 ring-1 ring-line-strong/60 ring-inset">
        {[...able.map(({ user, name }) => [user, name] as const), ...gone.map((user) => [user, user] as const)].map(([user, name]) => {
          const problem = value.includes(user) ? problemAt(value.indexOf(user)) : undefined;
          return (
            <label key={user} className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-2.5 text-[0.9375rem]">
              <input type="checkbox" className="size-4.5 shrink-0 accent-brand" checked={value.includes(user)} disabled={!value.includes(user) && value.length >= MOST} onChange={(event) => toggle(user, event.target.checked)} />
              <bdi>{name}</bdi>
              {left.includes(user) && <span className="text-sm text-faint">{texts.hasLeft}</span>}
              {problem && <span className="basis-full text-sm font-medium text-bad">{problem}</span>}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
