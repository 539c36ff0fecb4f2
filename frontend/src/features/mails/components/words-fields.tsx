/** What mails say, in each language: ours, or one's own, and how it looks. */
import { Eye } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField, TextAreaField, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { usePreview } from "@/features/mails/api/mails";
import { MailPreview } from "@/features/mails/components/mail-preview";
import { type FullPlan, KINDS, OWN_WORDS, withText } from "@/features/mails/plan-draft";
import { useTexts } from "@/features/mails/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { WaveKind } from "@/lib/api/schema";

interface WordsFieldsProps {
  session: string;
  plan: FullPlan;
  problemAt: (path: string) => string | undefined;
  onChange: (plan: FullPlan) => void;
}

const OURS = ["en", "de"];
const TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

export function WordsFields({ session, plan, problemAt, onChange }: WordsFieldsProps) {
  const texts = useTexts();
  const [language, setLanguage] = useState(plan.language);
  const [kind, setKind] = useState<WaveKind>("first");
  const [added, setAdded] = useState("");
  const preview = usePreview(session);
  const languages = [...new Set([plan.language, language, ...OURS, ...Object.keys(plan.texts)])];
  const own = plan.texts[language]?.[kind] ?? null;
  const at = (field: string) => problemAt(`${language}.${kind}.${field}`);
  const put = (changed: Partial<typeof OWN_WORDS>) => own && onChange(withText(plan, language, kind, { ...own, ...changed }));
  return (
    <div className="flex flex-col gap-4 border-t border-line pt-6">
      <div>
        <h3 className="text-lg font-semibold">{texts.words.title}</h3>
        <p className="text-pretty text-muted">{texts.words.intro}</p>
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField label={texts.words.kind} value={kind} onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? "first")}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {texts.waves.kinds[one]}
            </option>
          ))}
        </SelectField>
        <SelectField label={texts.words.language} value={language} onChange={(event) => setLanguage(event.target.value)}>
          {languages.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </SelectField>
        <div className="flex items-start gap-2">
          <TextField frame="min-w-0 flex-1" label={texts.words.add} hint={texts.words.addHint} value={added} onChange={(event) => setAdded(event.target.value.trim())} />
          <Button className="mt-[1.65rem]" disabled={!TAG.test(added)} onClick={() => { setLanguage(added); setAdded(""); }}>
            {texts.words.addAction}
          </Button>
        </div>
      </div>
      {own ? (
        <>
          <TextField label={texts.words.subject} dir="auto" required maxLength={200} error={at("subject")} value={own.subject} onChange={(event) => put({ subject: event.target.value })} />
          <TextAreaField label={texts.words.body} dir="auto" hint={texts.words.bodyHint} required maxLength={5000} error={at("body")} value={own.body} onChange={(event) => put({ body: event.target.value })} />
          <TextField label={texts.words.button} dir="auto" required maxLength={80} error={at("button")} value={own.button} onChange={(event) => put({ button: event.target.value })} />
        </>
      ) : (
        <p className="text-muted">{texts.words.ours}</p>
      )}
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => onChange(withText(plan, language, kind, own ? null : OWN_WORDS))}>{own ? texts.words.useOurs : texts.words.own}</Button>
        <Button busy={preview.isPending} onClick={() => preview.mutate({ wave: kind, language, plan, name: null, timezone: null })}>
          <Eye aria-hidden="true" className="size-4" /> {texts.words.preview}
        </Button>
      </div>
      {preview.error && <Notice tone="bad">{preview.error instanceof ApiError ? preview.error.reason : errorMessage(preview.error)}</Notice>}
      {preview.data && <MailPreview mail={preview.data} />}
    </div>
  );
}
