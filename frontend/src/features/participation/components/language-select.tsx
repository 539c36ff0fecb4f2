/** One choice for what a respondent reads: the survey's languages first, then what the app alone speaks. */
import { Languages } from "lucide-react";
import { baseOf, chooseReading, chosenReading, LANGUAGES, useLanguage } from "@/lib/i18n/language";
import { usePhrases } from "@/lib/i18n/phrases";

interface LanguageSelectProps {
  /** What the survey is written in; none are known before one has joined. */
  languages?: readonly { readonly tag: string; readonly name: string }[];
  /** The language of the survey's texts as they are shown. */
  shown?: string;
  onChoose?: () => void;
}

export function LanguageSelect({ languages = [], shown, onChoose }: LanguageSelectProps) {
  const phrases = usePhrases();
  const spoken = useLanguage();
  const written = new Set(languages.map(({ tag }) => baseOf(tag)));
  const others = Object.entries(LANGUAGES).filter(([tag]) => !written.has(tag)).map(([tag, name]) => ({ tag, name }));
  const all = [...languages, ...others];
  const value = [chosenReading(), shown, spoken].find((tag) => all.some((one) => one.tag === tag));
  return (
    <label className="relative grid size-11 shrink-0 place-items-center rounded-full text-muted focus-within:outline-3 focus-within:outline-brand hover:bg-sunken">
      <Languages aria-hidden="true" className="size-5" />
      {/* A menu of ours would be a seventh of all that phones load; theirs is better to touch. */}
      <select
        aria-label={phrases.language}
        value={value}
        onChange={(event) => {
          chooseReading(event.target.value);
          onChoose?.();
        }}
        className="absolute inset-0 w-full appearance-none opacity-0"
      >
        {all.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>{name}</option>
        ))}
      </select>
    </label>
  );
}
