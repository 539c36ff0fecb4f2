/** One more language, of those that are common or by its tag. */
import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { COMMON_LANGUAGES, languageName, tagOf } from "@/features/surveys/api/language-names";
import { useTexts } from "@/features/surveys/use-texts";
import { useLanguage } from "@/lib/i18n/language";

interface AddLanguageProps {
  taken: readonly string[];
  original: string;
  onAdd: (tag: string) => void;
}

export function AddLanguage({ taken, original, onAdd }: AddLanguageProps) {
  const texts = useTexts().more.languages;
  const shownIn = useLanguage();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const add = () => {
    const tag = tagOf(typed);
    const found = tag === null ? texts.badTag : tag === original ? texts.isOriginal : taken.includes(tag) ? texts.isThere : null;
    setProblem(found);
    if (found !== null || tag === null) return;
    setTyped("");
    onAdd(tag);
  };
  return (
    <span data-no-draft className="flex min-w-0 flex-wrap items-start gap-x-2 gap-y-3">
      <TextField
        frame="w-56" label={texts.tag} hint={texts.tagHint} error={problem} list={id} maxLength={20} autoComplete="off" value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
      <datalist id={id}>
        {COMMON_LANGUAGES.filter((tag) => tag !== original && !taken.includes(tag)).map((tag) => (
          <option key={tag} value={tag}>{languageName(tag, shownIn)}</option>
        ))}
      </datalist>
      <Button className="sm:mt-6.5" disabled={typed.trim() === ""} onClick={add}>
        <Plus className="size-4" /> {texts.add}
      </Button>
    </span>
  );
}
