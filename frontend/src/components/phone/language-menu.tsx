/** The choice of a language, small enough for the head of a phone. */
import { Languages } from "lucide-react";
import { usePhrases } from "@/lib/i18n/phrases";

interface LanguageMenuProps {
  languages: readonly { readonly tag: string; readonly name: string }[];
  value: string | undefined;
  onChoose: (tag: string) => void;
}

export function LanguageMenu({ languages, value, onChoose }: LanguageMenuProps) {
  const phrases = usePhrases();
  return (
    <label className="relative grid size-11 shrink-0 place-items-center rounded-full text-muted focus-within:outline-3 focus-within:outline-brand hover:bg-sunken">
      <Languages aria-hidden="true" className="size-5" />
      {/* A menu of ours would be a seventh of all that phones load; theirs is better to touch. */}
      <select aria-label={phrases.language} value={value} onChange={(event) => onChoose(event.target.value)} className="absolute inset-0 w-full appearance-none opacity-0">
        {languages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>{name}</option>
        ))}
      </select>
    </label>
  );
}
