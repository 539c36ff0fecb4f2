/** Each text of the survey beside its translation, with what is shown where there is none. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextAreaField } from "@/components/ui/field";
import { Notice } from "@/components/ui/surface";
import { Switch } from "@/components/ui/switch";
import { languageName } from "@/features/surveys/api/language-names";
import { knownTexts, shownText, textsFor, translatedQuestion } from "@/features/surveys/api/translations";
import type { Editor } from "@/features/surveys/api/use-editor";
import { PhonePreview } from "@/features/surveys/components/phone-preview";
import { PointedField } from "@/features/surveys/components/pointed-field";
import { useTexts } from "@/features/surveys/use-texts";
import { useLanguage } from "@/lib/i18n/language";

interface TranslationTableProps {
  editor: Editor;
  language: string;
  originals: Readonly<Record<string, string>>;
}

export function TranslationTable({ editor, language, originals }: TranslationTableProps) {
  const { draft, dispatch, mayEdit } = editor;
  const texts = useTexts().more.languages;
  const shownIn = useLanguage();
  const name = languageName(language, shownIn);
  const { content } = draft;
  const given = content.translations?.[language] ?? {};
  const [onlyMissing, setOnlyMissing] = useState(false);
  // What was missing when the filter was set stays in view while it is written.
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const [inFocus, setInFocus] = useState<string | null>(null);
  const paths = Object.keys(originals).filter((path) => !onlyMissing || missing.has(path));
  const leftOver = Object.keys(given).filter((path) => !Object.hasOwn(originals, path));
  const write = (path: string, text: string) => dispatch({ type: "translated", language, texts: { ...given, [path]: text } });
  const filter = (isOn: boolean) => {
    setMissing(new Set(Object.keys(originals).filter((path) => !given[path])));
    setOnlyMissing(isOn);
  };
  const shown = content.questions.find(({ id }) => inFocus?.startsWith(`questions.${id}.`)) ?? content.questions[0];
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Switch label={texts.onlyMissing} checked={onlyMissing} onChange={filter} />
        {mayEdit && leftOver.length > 0 && !draft.isDirty && (
          <Notice tone="mark" action={<Button size="sm" onClick={() => dispatch({ type: "translated", language, texts: knownTexts(given, originals) })}>{texts.dropLeftOver}</Button>}>
            {texts.leftOver(leftOver.length)}
          </Notice>
        )}
        {paths.length === 0 && <p className="text-muted">{texts.allThere}</p>}
        <ul className="flex flex-col gap-3">
          {paths.map((path) => {
            const original = originals[path]!;
            const fallback = shownText(content, language, path, original);
            return (
              <li key={path} className="grid gap-x-5 gap-y-2 rounded-control bg-surface p-4 ring-1 ring-line sm:grid-cols-2">
                <p lang={content.language} dir="auto" className="whitespace-pre-wrap">{original}</p>
                <TextAreaField
                  label={texts.textIn(name, original)} hideLabel rows={1} maxLength={4000} lang={language} dir="auto"
                  placeholder={fallback.text}
                  hint={given[path] ? undefined : texts.fallsBack(languageName(fallback.from, shownIn))}
                  readOnly={!mayEdit}
                  value={given[path] ?? ""}
                  onFocus={() => setInFocus(path)}
                  onChange={({ target }) => write(path, target.value)}
                />
              </li>
            );
          })}
        </ul>
        <PointedField editor={editor} owner={null} part={/^translations/} />
      </div>
      <aside className="hidden lg:block" aria-label={texts.preview(name)}>
        <div className="sticky top-52">{shown && <PhonePreview key={shown.id} question={translatedQuestion(shown, textsFor(content, language))} theme={content.theme} language={language} />}</div>
      </aside>
    </div>
  );
}
