/** Written answers: a word, a paragraph, an address, a phone number. */
import { AlignLeft, AtSign, Phone as PhoneIcon, Type } from "lucide-react";
import { lazy } from "react";
import { sharesTable } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { otherTerms, respondents, terms } from "@/lib/questions/cells";
import { lengthOf } from "@/lib/questions/choices";
import type { Email, LongText, Phone, ShortText } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { EmailInput, LongTextInput, PhoneInput, ShortTextInput } from "@/questions/text/text-input";
import { asText, PLAIN, type TypeModule } from "@/questions/type-module";

const SHARED = { ...PLAIN, hatchesEarlier: false, family: "Writing", describeAnswer: (_: unknown, value: AnswerValue) => asText(value) } as const;

export const shortText: TypeModule<ShortText> = {
  ...SHARED,
  icon: Type,
  isWritten: true,
  draft: (base) => ({ ...base, type: "short_text", max_length: 40 }),
  Input: ShortTextInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/text/word-cloud")).WordCloud })),
  Settings: lazy(async () => ({ default: (await import("@/questions/text/text-settings")).ShortTextSettings })),
  problemWith: ({ max_length }, value, { text: texts }) => (lengthOf(asText(value).replace(/\s+/g, " ")) > max_length ? texts.atMost(max_length) : null),
  tableRows: (_, cell, texts) => {
    const other = otherTerms(cell);
    const found = terms(cell).map(({ text, count }) => ({ id: `t:${text}`, label: text, count }));
    return sharesTable(respondents(cell), other > 0 ? [...found, { id: "further", label: texts.written.further, count: other }] : found, texts);
  },
};

export const longText: TypeModule<LongText> = {
  ...SHARED,
  icon: AlignLeft,
  isWritten: true,
  draft: (base) => ({ ...base, type: "long_text", max_length: 2000 }),
  Input: LongTextInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/text/written-chart")).LongTextChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/text/text-settings")).LongTextSettings })),
  problemWith: ({ max_length }, value, { text: texts }) => (lengthOf(asText(value)) > max_length ? texts.atMost(max_length) : null),
  tableRows: (_, cell, { written, numbers: { whole, decimal } }) => ({
    heads: [written.amount],
    rows: [
      { id: "texts", label: written.texts, values: [whole(respondents(cell))] },
      { id: "words", label: written.words, values: [whole(cell.w ?? 0)] },
      { id: "mean", label: written.meanWords, values: [respondents(cell) === 0 ? "–" : decimal((cell.w ?? 0) / respondents(cell), 1)] },
    ],
  }),
};

const countOnly = (_: unknown, cell: Cell, texts: ChartTexts) => ({
  heads: [texts.count],
  rows: [{ id: "given", label: texts.written.given, values: [texts.numbers.whole(respondents(cell))] }],
});
const GivenChart = lazy(async () => ({ default: (await import("@/questions/text/written-chart")).GivenChart }));

export const email: TypeModule<Email> = {
  ...SHARED,
  icon: AtSign,
  draft: (base) => ({ ...base, type: "email" }),
  Input: EmailInput,
  Chart: GivenChart,
  Settings: lazy(async () => ({ default: (await import("@/questions/text/text-settings")).NoSettings })),
  problemWith: (_, value, { text: texts }) => (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(asText(value).trim()) ? null : texts.email),
  tableRows: countOnly,
};

export const phone: TypeModule<Phone> = {
  ...SHARED,
  icon: PhoneIcon,
  draft: (base) => ({ ...base, type: "phone", region: navigatorRegion() }),
  Input: PhoneInput,
  Chart: GivenChart,
  Settings: lazy(async () => ({ default: (await import("@/questions/text/text-settings")).PhoneSettings })),
  problemWith: (_, value, { text: texts }) => {
    const digits = asText(value).replace(/\D/g, "").length;
    return /^[+\d][\d\s()./-]*$/.test(asText(value).trim()) && digits >= 4 && digits <= 15 ? null : texts.phone;
  },
  tableRows: countOnly,
};

const ANYWHERE = "US";

/** The country of the browser's language; some browsers name a language that is none. */
function navigatorRegion(): string {
  try {
    return new Intl.Locale(navigator.language).maximize().region ?? ANYWHERE;
  } catch (error) {
    if (error instanceof RangeError) return ANYWHERE;
    throw error;
  }
}
