/** Numbers in the language that is shown. */
import { type Language, useLanguage } from "@/lib/i18n/language";
import { onDemand } from "@/lib/i18n/on-demand";

export interface Numbers {
  readonly whole: (n: number) => string;
  /** With so many places after the point. */
  readonly decimal: (n: number, places: number) => string;
  /** With the places that it has. */
  readonly exact: (n: number) => string;
  /** A share of 1 in per cent, whole where no places are wanted. */
  readonly percent: (share: number, places?: number) => string;
  /** From one share of 1 to another, in per cent. */
  readonly percents: (low: number, high: number, places: number) => string;
  /** Bytes, in the unit that suits them. */
  readonly size: (bytes: number) => string;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Each formatter is made once: making one takes far longer than using it, and a page of charts asks for hundreds a second. */
function makeNumbers(language: Language): Numbers {
  const formats = new Map<string, Intl.NumberFormat>();
  const format = (options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    const made = formats.get(key) ?? new Intl.NumberFormat(language, options);
    formats.set(key, made);
    return made;
  };
  const whole = onDemand(() => new Intl.NumberFormat(language));
  const exact = onDemand(() => new Intl.NumberFormat(language, { maximumFractionDigits: 10 }));
  const percent = (share: number, places = 0) => format({ style: "percent", minimumFractionDigits: places, maximumFractionDigits: places }).format(share);
  const decimal = (n: number, places: number) => format({ minimumFractionDigits: places, maximumFractionDigits: places }).format(n);
  const size = (bytes: number) => {
    const step = bytes < 1_000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
    return format({ style: "unit", unit: UNITS[step]!, unitDisplay: step === 0 ? "long" : "short", maximumFractionDigits: step < 2 ? 0 : 1 }).format(bytes / 1_000 ** step);
  };
  return {
    whole: (n) => whole().format(n),
    decimal,
    exact: (n) => exact().format(n),
    percent,
    percents: (low, high, places) => `${decimal(100 * low, places)}–${percent(high, places)}`,
    size,
  };
}

const made = new Map<Language, Numbers>();

export function numbersIn(language: Language): Numbers {
  const numbers = made.get(language) ?? makeNumbers(language);
  made.set(language, numbers);
  return numbers;
}

export function useNumbers(): Numbers {
  return numbersIn(useLanguage());
}
