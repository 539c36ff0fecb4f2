/** Written answers: a word, a paragraph, an address, a phone number. */
import { AlignLeft, AtSign, Phone as PhoneIcon, Type } from "lucide-react";
import { lazy } from "react";
import { sharesTable } from "@/components/charts/table-of-results";
import { otherTerms, respondents, terms } from "@/lib/questions/cells";
import { lengthOf } from "@/lib/questions/choices";
import type { Email, LongText, Phone, ShortText } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { decimal, whole } from "@/lib/wording";
import { EmailInput, LongTextInput, PhoneInput, ShortTextInput } from "@/questions/text/text-input";
import { asText, PLAIN, type TypeModule } from "@/questions/type-module";

const SHARED = { ...PLAIN, family: "Writing", describeAnswer: (_: unknown, value: AnswerValue) => asText(value) } as const;

export const shortText: TypeModule<ShortText> = {
  ...SHARED,
  name: "Word cloud",
  hint: "A word or a short phrase",
  keywords: "short text open wordcloud",
  icon: Type,
  draft: (base) => ({ ...base, type: "short_text", max_length: 40 }),
  Input: ShortTextInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/text/word-cloud")).WordCloud })),
  Settings: lazy(async () => ({ default: (await import("@/questions/text/text-settings")).ShortTextSettings })),
  problemWith: ({ max_length }, value) => (lengthOf(asText(value).replace(/\s+/g, " ")) > max_length ? `Write at most ${max_length} characters.` : null),
  tableRows: (_, cell) => {
    const other = otherTerms(cell);
    const found = terms(cell).map(({ text, count }) => ({ label: text, count }));
    return sharesTable(respondents(cell), other > 0 ? [...found, { label: "(further answers)", count: other }] : found);
  },
};

export const longText: TypeModule<LongText> = {
  ...SHARED,
  name: "Long text",
  hint: "A paragraph in their own words",
  keywords: "comment feedback open essay textarea",
  icon: AlignLeft,
  draft: (base) => ({ ...base, type: "long_text", max_length: 2000 }),
  Input: LongTextInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/text/written-chart")).LongTextChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/text/text-settings")).LongTextSettings })),
  problemWith: ({ max_length }, value) => (lengthOf(asText(value)) > max_length ? `Write at most ${whole(max_length)} characters.` : null),
  tableRows: (_, cell) => ({
    heads: ["Amount"],
    rows: [
      { label: "Texts", values: [whole(respondents(cell))] },
      { label: "Words", values: [whole(cell.w ?? 0)] },
      { label: "Words in a text, mean", values: [respondents(cell) === 0 ? "–" : decimal((cell.w ?? 0) / respondents(cell), 1)] },
    ],
  }),
};

const countOnly = (_: unknown, cell: Cell) => ({ heads: ["Count"], rows: [{ label: "Given", values: [whole(respondents(cell))] }] });
const GivenChart = lazy(async () => ({ default: (await import("@/questions/text/written-chart")).GivenChart }));

export const email: TypeModule<Email> = {
  ...SHARED,
  name: "E-mail",
  hint: "An address, checked; never shown in results",
  keywords: "email mail contact",
  icon: AtSign,
  draft: (base) => ({ ...base, type: "email" }),
  Input: EmailInput,
  Chart: GivenChart,
  Settings: lazy(async () => ({ default: (await import("@/questions/text/text-settings")).NoSettings })),
  problemWith: (_, value) => (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(asText(value).trim()) ? null : "Write an address like name@example.org."),
  tableRows: countOnly,
};

export const phone: TypeModule<Phone> = {
  ...SHARED,
  name: "Phone",
  hint: "A telephone contact, checked; never shown in results",
  keywords: "telephone mobile number contact sms",
  icon: PhoneIcon,
  draft: (base) => ({ ...base, type: "phone", region: navigatorRegion() }),
  Input: PhoneInput,
  Chart: GivenChart,
  Settings: lazy(async () => ({ default: (await import("@/questions/text/text-settings")).PhoneSettings })),
  problemWith: (_, value) => {
    const digits = asText(value).replace(/\D/g, "").length;
    return /^[+\d][\d\s()./-]*$/.test(asText(value).trim()) && digits >= 4 && digits <= 15 ? null : "Write a phone number, best with its country code: +49 30 1234567.";
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
