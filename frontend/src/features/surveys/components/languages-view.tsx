/** The survey in several languages: which there are, how far each is, and each text beside its original. */
import { useQuery } from "@tanstack/react-query";
import { Languages, Trash2 } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { Badge, Card, EmptyState, Notice, Skeleton } from "@/components/ui/surface";
import { COMMON_LANGUAGES, languageName } from "@/features/surveys/api/language-names";
import { surveyTextsQuery } from "@/features/surveys/api/survey-texts";
import type { Editor } from "@/features/surveys/api/use-editor";
import { AddLanguage } from "@/features/surveys/components/add-language";
import { Edits } from "@/features/surveys/components/edits";
import { TranslationTable } from "@/features/surveys/components/translation-table";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useLanguage } from "@/lib/i18n/language";

export function LanguagesView({ survey, editor }: { survey: string; editor: Editor }) {
  const texts = useTexts().more.languages;
  const shownIn = useLanguage();
  const { content } = editor.draft;
  const [chosen, setChosen] = useState(() => /^translations\.([^.]+)/.exec(editor.pointed?.field ?? "")?.[1] ?? null);
  const originals = useQuery(surveyTextsQuery(survey, editor.draft));
  const languages = Object.keys(content.translations ?? {}).sort();
  const open = languages.find((language) => language === chosen) ?? languages[0];
  if (originals.isPending) return <span role="status" aria-label={texts.loading}><Skeleton className="h-60" /></span>;
  if (originals.isLoadingError) return <Notice tone="bad">{errorMessage(originals.error)}</Notice>;
  return (
    <div className="flex flex-col gap-6">
      <Card className="flex flex-wrap items-start gap-x-8 gap-y-4 p-5">
        <Edits editor={editor}>
          <SelectField frame="w-64" label={texts.writtenIn} hint={texts.writtenInHint} value={content.language} onChange={({ target }) => editor.dispatch({ type: "described", changed: { language: target.value } })}>
            {[...new Set([...COMMON_LANGUAGES, content.language])].map((tag) => (
              <option key={tag} value={tag}>{languageName(tag, shownIn)}</option>
            ))}
          </SelectField>
          <AddLanguage
            taken={languages}
            original={content.language}
            onAdd={(language) => {
              editor.dispatch({ type: "translated", language, texts: {} });
              setChosen(language);
            }}
          />
        </Edits>
      </Card>
      {open === undefined ? (
        <Card><EmptyState icon={<Languages />} title={texts.none}>{texts.noneHint}</EmptyState></Card>
      ) : (
        <>
          <ul className="flex flex-wrap gap-2">
            {languages.map((language) => (
              <LanguageChip key={language} {...{ language, editor }} originals={originals.data} isOpen={language === open} onOpen={() => setChosen(language)} />
            ))}
          </ul>
          <TranslationTable key={open} editor={editor} language={open} originals={originals.data} />
        </>
      )}
    </div>
  );
}

interface LanguageChipProps {
  language: string;
  editor: Editor;
  originals: Readonly<Record<string, string>>;
  isOpen: boolean;
  onOpen: () => void;
}

function LanguageChip({ language, editor, originals, isOpen, onOpen }: LanguageChipProps) {
  const texts = useTexts().more.languages;
  const { draft, dispatch } = editor;
  const name = languageName(language, useLanguage());
  const paths = Object.keys(originals);
  const done = paths.filter((path) => draft.content.translations?.[language]?.[path]).length;
  return (
    <li className={`flex items-center rounded-control bg-surface pe-1 ring-1 ${isOpen ? "ring-2 ring-brand" : "ring-line"}`}>
      <button type="button" aria-pressed={isOpen} onClick={onOpen} className="flex min-h-12 items-center gap-3 rounded-control px-4 font-semibold">
        {name}
        {done === paths.length ? <Badge tone="good">{texts.complete}</Badge> : <span className="figures text-sm font-medium text-faint">{texts.progress(done, paths.length)}</span>}
      </button>
      <Edits editor={editor}>
        <IconButton label={texts.remove(name)} icon={<Trash2 className="size-4" />} onClick={() => dispatch({ type: "translated", language, texts: null })} />
      </Edits>
    </li>
  );
}
