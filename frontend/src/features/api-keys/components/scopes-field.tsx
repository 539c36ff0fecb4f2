/** What a key may do, by area; only what may be given is offered. */
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { byArea } from "@/features/api-keys/scopes";
import { useTexts } from "@/features/api-keys/use-texts";
import type { Permission } from "@/lib/api/schema";

interface ScopesFieldProps {
  grantable: readonly Permission[];
  value: readonly Permission[];
  error: string | undefined;
  onChange: (scopes: Permission[]) => void;
}

export function ScopesField({ grantable, value, error, onChange }: ScopesFieldProps) {
  const texts = useTexts();
  const id = useId();
  const toggle = (scope: Permission, isOn: boolean) => onChange(grantable.filter((one) => (one === scope ? isOn : value.includes(one))));
  return (
    <fieldset aria-describedby={`${id}-note`} className="min-w-0">
      <legend className="sr-only">{texts.form.scopes}</legend>
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <span aria-hidden="true" className="text-sm font-semibold">
          {texts.form.scopes}
        </span>
        <span className="ms-auto flex gap-1">
          <Button size="sm" variant="quiet" onClick={() => onChange([...grantable])}>
            {texts.form.all}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => onChange([])}>
            {texts.form.none}
          </Button>
        </span>
      </div>
      <div className="divide-y divide-line rounded-control ring-1 ring-line-strong/60 ring-inset">
        {byArea(grantable).map(({ area, scopes }) => (
          <div key={area} role="group" aria-label={texts.areas[area] ?? area} className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-3 px-4 py-1.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <span aria-hidden="true" className="text-sm font-semibold">
              {texts.areas[area] ?? area}
            </span>
            <span className="flex flex-wrap gap-x-5">
              {scopes.map(({ scope, deed }) => (
                <label key={scope} className="flex min-h-8 cursor-pointer items-center gap-2 text-[0.9375rem]">
                  <input type="checkbox" className="size-4.5 accent-brand" checked={value.includes(scope)} onChange={(event) => toggle(scope, event.target.checked)} />
                  {texts.deeds[deed] ?? deed}
                </label>
              ))}
            </span>
          </div>
        ))}
      </div>
      <p id={`${id}-note`} className={error ? "mt-1.5 text-sm font-medium text-bad" : "mt-1.5 text-sm text-faint"}>
        {error ?? texts.form.scopesHint}
      </p>
    </fieldset>
  );
}
