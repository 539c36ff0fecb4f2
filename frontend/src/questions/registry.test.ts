import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { en as chartTexts } from "@/components/charts/texts/en";
import { en as settingTexts } from "@/components/settings/texts/en";
import { de } from "@/questions/names/de";
import { en } from "@/questions/names/en";
import { moduleOf, TYPE_TAGS } from "@/questions/registry";
import { typesByFamily } from "@/questions/search";
import { newQuestion } from "@/testing/questions";

const source = path.resolve(import.meta.dirname, "..");
/** The whole form asks each type through the registry, as everything outside does. */
const families = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "form").map(({ name }) => `questions/${name}/`);

/** Where a type is told apart by its tag: `type === "x"`, `case "x":`, `type: "x"`, or a tag that is no common word. */
function tagsNamed(text: string): string[] {
  const uncommon = TYPE_TAGS.filter((tag) => tag.includes("_")).join("|");
  const told = new RegExp(`(?:\\btype\\s*[!=]==?\\s*|\\bcase\\s+|\\btype:\\s*)"(${TYPE_TAGS.join("|")})"|"(${uncommon})"`, "g");
  return [...text.matchAll(told)].map((match) => match[0]);
}

test("outside its family's folder, the registry and the names, no file names a question type", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll(path.sep, "/"))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith("generated/") && file !== "questions/registry.ts" && !file.startsWith("questions/names/") && !file.startsWith("testing/"))
    .filter((file) => !families.some((family) => file.startsWith(family)));
  expect(files.length).toBeGreaterThan(90);
  expect(files.flatMap((file) => tagsNamed(readFileSync(path.join(source, file), "utf8")).map((tag) => `${file}: ${tag}`))).toEqual([]);
});

test("the search for tags would find them", () => {
  expect(tagsNamed(`if (question.type === "scale") x; switch (t) { case "nps": } ({ type: "date" }); has("single_choice")`)).toHaveLength(4);
  expect(tagsNamed(`typeof value === "number"; <input type="email" />`)).toEqual([]);
});

test.each(TYPE_TAGS)("a new %s is of its type, has nothing wrong that its author cannot see, and nothing answered", (type) => {
  const question = newQuestion(type, "q1");
  const module = moduleOf(question);
  expect(question).toMatchObject({ id: "q1", type });
  expect(module.isAnswered(undefined)).toBe(false);
  expect(module.isAnswered(null)).toBe(false);
  expect(module.lacks(module.forPreview(question, settingTexts.drafts))).toEqual([]);
  expect(module.tableRows(question, {}, chartTexts).rows.every(({ values }) => values.length === module.tableRows(question, {}, chartTexts).heads.length)).toBe(true);
});

test("every type is found by its own name, and by what people call it", () => {
  const found = (wanted: string) => typesByFamily(wanted).flatMap(({ types }) => types);
  for (const type of TYPE_TAGS) expect(found(en.types[type].name)).toContain(type);
  expect(found("kahoot")).toEqual(["quiz"]);
  expect(typesByFamily("Empfehlung", de).flatMap(({ types }) => types)).toEqual(["nps"]);
  expect(found("constant SUM")).toEqual(["points"]);
  expect(found("nothing like it")).toEqual([]);
  expect(found("")).toHaveLength(TYPE_TAGS.length);
});
