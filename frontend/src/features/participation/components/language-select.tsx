/** One choice for what a respondent reads: the survey's languages first, then what the app alone speaks. */
import { LanguageMenu } from "@/components/phone/language-menu";
import { baseOf, chooseReading, chosenReading, LANGUAGES, useLanguage } from "@/lib/i18n/language";

interface LanguageSelectProps {
  /** What the survey is written in; none are known before one has joined. */
  languages?: readonly { readonly tag: string; readonly name: string }[];
  /** The language of the survey's texts as they are shown. */
  shown?: string;
  onChoose?: () => void;
}

export function LanguageSelect({ languages = [], shown, onChoose }: LanguageSelectProps) {
  const spoken = useLanguage();
  const written = new Set(languages.map(({ tag }) => baseOf(tag)));
  const others = Object.entries(LANGUAGES).filter(([tag]) => !written.has(tag)).map(([tag, name]) => ({ tag, name }));
  const all = [...languages, ...others];
  const value = [chosenReading(), shown, spoken].find((tag) => all.some((one) => one.tag === tag));
  const choose = (tag: string) => {
    chooseReading(tag);
    onChoose?.();
  };
  return <LanguageMenu languages={all} value={value} onChoose={choose} />;
}
