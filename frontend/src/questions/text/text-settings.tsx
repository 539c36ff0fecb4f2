/** The settings of written answers. */
import { useMemo } from "react";
import { NumberSetting } from "@/components/settings/number-setting";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { SelectField } from "@/components/ui/field";
import { type Language, useLanguage } from "@/lib/i18n/language";
import type { LongText, Phone, ShortText } from "@/lib/questions/question";

export function ShortTextSettings(props: SettingsProps<ShortText>) {
  return <LengthSetting {...props} most={80} usual={40} />;
}

export function LongTextSettings(props: SettingsProps<LongText>) {
  return <LengthSetting {...props} most={4000} usual={2000} />;
}

function LengthSetting<Q extends ShortText | LongText>({ question, onChange, problemAt, most, usual }: SettingsProps<Q> & { most: number; usual: number }) {
  const texts = useSettingTexts().text;
  return (
    <NumberSetting
      label={texts.longest}
      min={1}
      max={most}
      frame="max-w-60"
      value={question.max_length}
      error={problemAt("max_length")}
      onChange={(longest) => onChange({ ...question, max_length: Math.min(most, Math.max(1, Math.round(longest ?? usual))) })}
    />
  );
}

export function NoSettings() {
  return null;
}

export function PhoneSettings({ question, onChange, problemAt }: SettingsProps<Phone>) {
  const texts = useSettingTexts().text;
  const language = useLanguage();
  const countries = useMemo(() => allCountries(language), [language]);
  return (
    <SelectField label={texts.country} frame="max-w-80" value={question.region ?? ""} error={problemAt("region")} onChange={(event) => onChange({ ...question, region: event.target.value || null })}>
      <option value="">{texts.noCountry}</option>
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const NO_COUNTRIES = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AQ", "BV", "CP", "DG", "EA", "HM", "IC", "TF", "UM", "GS", "PN", "CQ"]);

/** Every country the browser has a name for: a code that is an old name of another is left out. */
function allCountries(language: Language): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter((code) => !NO_COUNTRIES.has(code) && new Intl.Locale(`und-${code}`).region === code)
    .flatMap((code) => {
      const name = names.of(code);
      return name ? [{ code, name }] : [];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, language));
}
