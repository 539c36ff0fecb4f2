/** Making an API key, and showing its text this once. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SelectField, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { useCreateApiKey } from "@/features/api-keys/api/api-keys";
import { MadeKey } from "@/features/api-keys/components/made-key";
import { ScopesField } from "@/features/api-keys/components/scopes-field";
import { grantable } from "@/features/api-keys/scopes";
import { useTexts } from "@/features/api-keys/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { meQuery } from "@/lib/api/me";
import type { Permission } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

const DAY_MS = 86_400_000;
const LIFETIMES = ["30", "90", "365", "never"] as const;
type Lifetime = (typeof LIFETIMES)[number];

export function NewApiKeyDialog({ onClose }: { onClose: () => void }) {
  const texts = useTexts().form;
  const made = useTexts().made;
  const phrases = usePhrases();
  const { data: me } = useQuery(meQuery);
  const [openedAt] = useState(() => Date.now());
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<Permission[]>(["surveys:read", "sessions:read", "results:read"]);
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const [wasSent, setWasSent] = useState(false);
  const apiKey = { name, scopes, expires_at: lifetime === "never" ? null : new Date(openedAt + Number(lifetime) * DAY_MS).toISOString() };
  const create = useCreateApiKey();
  const problem = create.error instanceof ApiError ? create.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    if (scopes.length > 0) create.mutate(apiKey);
  };
  const words: Record<Lifetime, string> = { "30": texts.days(30), "90": texts.days(90), "365": texts.year, never: texts.never };
  if (create.data)
    return (
      <Dialog open onOpenChange={onClose} title={made.title(create.data.api_key.name)}>
        <MadeKey text={create.data.key} onDone={onClose} />
      </Dialog>
    );
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.description}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {create.error && !problem?.fields.length && <Notice tone="bad">{errorMessage(create.error)}</Notice>}
        <TextField label={texts.name} hint={texts.nameHint} autoFocus autoComplete="off" required maxLength={100} error={problem?.about("name")} value={name} onChange={(event) => setName(event.target.value)} />
        <ScopesField grantable={grantable(me?.permissions ?? [])} value={scopes} error={wasSent && scopes.length === 0 ? texts.scopeMissing : problem?.about("scopes")} onChange={setScopes} />
        <SelectField label={texts.expiry} error={problem?.about("expires_at")} value={lifetime} onChange={(event) => setLifetime(event.target.value as Lifetime)}>
          {LIFETIMES.map((one) => (
            <option key={one} value={one}>
              {words[one]}
            </option>
          ))}
        </SelectField>
        {lifetime === "never" && <Notice tone="mark">{texts.neverWarning}</Notice>}
        <div className="flex justify-end gap-3">
          <Button onClick={onClose}>{phrases.cancel}</Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            {texts.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
