/** What is typed or decided, and what all inputs have in common. */
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { QuestionType } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { draw } from "@/questions/drawn-input";
import { TYPE_TAGS } from "@/questions/registry";

afterEach(cleanup);

test.each<[QuestionType, string, AnswerValue, Record<string, string>]>([
  ["email", "ann@example.org", "ann@example.org", { type: "email", inputmode: "email", autocomplete: "email" }],
  ["phone", "+49 30 1", "+49 30 1", { type: "tel", inputmode: "tel", autocomplete: "tel" }],
  ["long_text", "one{Enter}two", "one\ntwo", {}],
  ["short_text", "word", "word", { enterkeyhint: "send" }],
  ["number", "12,5", 12.5, { inputmode: "numeric" }],
])("%s is typed on the keyboard that fits", async (type, typed, expected, attributes) => {
  const { given, user } = draw(type);
  const box = screen.getByRole("textbox", { name: "Well?" });
  for (const [name, value] of Object.entries(attributes)) expect(box).toHaveAttribute(name, value);
  await user.type(box, typed);
  expect(given.value).toBe(expected);
  await user.clear(box);
  expect(given.value).toBeNull();
});

test("a long text says how much room is left only near its end", async () => {
  const { user } = draw("long_text", { max_length: 10 });
  await user.type(screen.getByRole("textbox"), "123456789");
  expect(screen.getByText("9 / 10")).toBeInTheDocument();
  await user.type(screen.getByRole("textbox"), "0");
  expect(screen.getByText("0 characters left")).toBeInTheDocument();
  await user.type(screen.getByRole("textbox"), "12");
  expect(screen.getByText("2 characters too many")).toBeInTheDocument();
});

test("yes and no, agreed and declined are radios with their words", async () => {
  const { given, user } = draw("yes_no", { yes_label: "Sure", no_label: "Never" });
  await user.click(screen.getByRole("radio", { name: "Never" }));
  expect(given.value).toBe("no");
  cleanup();
  const consent = draw("consent", { text: "All of it" });
  expect(screen.getByRole("region", { name: "What is agreed to" })).toHaveTextContent("All of it");
  await consent.user.click(screen.getByRole("radio", { name: "I agree" }));
  expect(consent.given.value).toBe("agreed");
});

test("where a question may not apply, saying so takes the place of an answer", async () => {
  const { given, user } = draw("nps", { allow_na: true });
  await user.click(screen.getByRole("radio", { name: "9" }));
  await user.click(screen.getByRole("button", { name: "Does not apply to me" }));
  expect(given.value).toEqual({ na: true });
  expect(screen.getByRole("radio", { name: "9" })).not.toBeChecked();
  await user.click(screen.getByRole("button", { name: "Does not apply to me" }));
  expect(given.value).toBeNull();
});

test.each(TYPE_TAGS)("%s is named by its question, or takes no answer", (type) => {
  draw(type);
  const named = document.querySelectorAll('[aria-labelledby="title"]');
  expect(named.length).toBe(type === "statement" ? 0 : 1);
});
