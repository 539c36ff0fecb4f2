/** What question types and their families are called, and the words they are also looked for by. */
import type { QuestionType } from "@/lib/questions/question";
import type { Family } from "@/questions/type-module";

export interface TypeNames {
  readonly types: { readonly [T in QuestionType]: { readonly name: string; readonly hint: string; readonly keywords: string } };
  readonly families: Readonly<Record<Family, string>>;
}

export const en: TypeNames = {
  types: {
    single_choice: { name: "Single choice", hint: "One of several options", keywords: "radio poll vote" },
    multiple_choice: { name: "Multiple choice", hint: "Several of several options", keywords: "checkbox select many" },
    dropdown: { name: "Dropdown", hint: "One of a long list", keywords: "select list country" },
    picture_choice: { name: "Picture choice", hint: "One or several of some pictures", keywords: "image photo logo" },
    yes_no: { name: "Yes or no", hint: "A quick decision", keywords: "binary boolean thumbs" },
    scale: { name: "Scale", hint: "A step between two ends", keywords: "rating likert stars" },
    nps: { name: "Net promoter score", hint: "How likely a recommendation is, 0 to 10", keywords: "nps recommend loyalty" },
    slider: { name: "Slider", hint: "A value set on a track", keywords: "range percent numeric" },
    number: { name: "Number", hint: "A typed value in a range", keywords: "numeric quantity amount" },
    ranking: { name: "Ranking", hint: "Options put in order, the best first", keywords: "order priority rank sort" },
    points: { name: "Points", hint: "100 points shared among options", keywords: "constant sum allocate budget distribute" },
    matrix: { name: "Matrix", hint: "The same answers for several rows", keywords: "grid likert table rows columns" },
    grid_2x2: { name: "2 × 2 grid", hint: "Items placed between two axes", keywords: "quadrant matrix impact effort axes priority" },
    short_text: { name: "Word cloud", hint: "A word or a short phrase", keywords: "short text open wordcloud" },
    long_text: { name: "Long text", hint: "A paragraph in their own words", keywords: "comment feedback open essay textarea" },
    email: { name: "E-mail", hint: "An address, checked; never shown in results", keywords: "email mail contact" },
    phone: { name: "Phone", hint: "A telephone contact, checked; never shown in results", keywords: "telephone mobile number contact sms" },
    date: { name: "Date", hint: "A day of the calendar", keywords: "birthday calendar day when" },
    time: { name: "Time", hint: "A time of the day", keywords: "clock hour when" },
    quiz: { name: "Quiz", hint: "Right answers earn points, fast ones more", keywords: "trivia test correct score game timer kahoot" },
    statement: { name: "Statement", hint: "A text to read; nothing to answer", keywords: "information intro message" },
    consent: { name: "Consent", hint: "Agreement to a text; if required, nobody passes without it", keywords: "terms privacy agree legal" },
  },
  families: { Choices: "Choices", Ratings: "Ratings", Compare: "Compare", Writing: "Writing", "Date and time": "Date and time", Quiz: "Quiz", "Text and consent": "Text and consent" },
};
