/** The choice of the app's language: in a menu that is there, or behind a button of its own. */
import { Languages } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuChoice, MenuChoices } from "@/components/ui/menu";
import { chooseLanguage, LANGUAGES, type Language, useLanguage } from "@/lib/i18n/language";
import { usePhrases } from "@/lib/i18n/phrases";

export function LanguageToggle() {
  const phrases = usePhrases();
  return (
    <Menu trigger={<IconButton label={phrases.language} icon={<Languages className="size-5" />} />}>
      <LanguageChoices />
    </Menu>
  );
}

export function LanguageChoices() {
  const phrases = usePhrases();
  return (
    <MenuChoices label={phrases.language} value={useLanguage()} onChange={(choice) => chooseLanguage(choice as Language)}>
      {Object.entries(LANGUAGES).map(([tag, name]) => (
        <MenuChoice key={tag} value={tag} lang={tag}>
          {name}
        </MenuChoice>
      ))}
    </MenuChoices>
  );
}
