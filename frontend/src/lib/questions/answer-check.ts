/** Tells a respondent at once what the server would refuse; the server checks again. */
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";

/** What is wrong with a value, in words for the respondent; null where nothing is. */
export function problemWith(question: Question, value: AnswerValue | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  switch (question.type) {
    case "single_choice":
      return question.options.some((option) => option.id === value) ? null : "Choose one option.";
    case "multiple_choice":
      return problemWithChoices(question, Array.isArray(value) ? value.length : 0);
    case "scale":
      return problemWithRange(value, question.min, question.max, 0);
    case "nps":
      return problemWithRange(value, 0, 10, 0);
    case "number":
      return problemWithRange(value, question.min, question.max, question.decimals);
    case "short_text":
      return problemWithText(String(value), question.max_length);
  }
}

function problemWithChoices(question: { min_choices: number; max_choices?: number | null }, chosen: number): string | null {
  if (chosen < question.min_choices) return `Choose at least ${question.min_choices}.`;
  if (chosen > (question.max_choices ?? Infinity)) return `Choose at most ${question.max_choices}.`;
  return null;
}

function problemWithRange(value: AnswerValue, min: number, max: number, decimals: number): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return "Give a number.";
  if (value < min || value > max) return `Give a number from ${min} to ${max}.`;
  const places = (String(value).split(".")[1] ?? "").length;
  if (places <= decimals) return null;
  return decimals === 0 ? "Give a whole number." : `Give at most ${decimals} decimal places.`;
}

function problemWithText(value: string, longest: number): string | null {
  const text = value.normalize("NFC").trim().replace(/\s+/g, " ");
  return [...text].length > longest ? `Write at most ${longest} characters.` : null;
}

/** Whether there is an answer at all. */
export function isAnswered(value: AnswerValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && String(value).trim() !== "";
}
