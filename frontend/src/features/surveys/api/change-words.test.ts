import { expect, it } from "vitest";
import { changeWords } from "@/features/surveys/api/change-words";
import { en } from "@/features/surveys/texts/more/en";

const said = (field: string, before: unknown, after: unknown) => changeWords({ field, before, after }, en.versions, "→");
const row = (id: string, label: string, more: object = {}) => ({ id, label, ...more });

it("options are compared one by one, by their ids", () => {
  const was = [row("a", "Tea"), row("b", "Coffee"), row("c", "Milk")];
  expect(said("options", was, [row("a", "Green tea"), row("b", "Coffee"), row("d", "Water")])).toBe("Options: “Tea” → “Green tea”; new: “Water”; gone: “Milk”");
  expect(said("options", was, [row("c", "Milk"), row("a", "Tea"), row("b", "Coffee")])).toBe("Options: in another order");
  expect(said("rows", was, [row("a", "Tea", { exclusive: true }), row("b", "Coffee"), row("c", "Milk")])).toBe("Rows: changed: “Tea”");
  expect(said("options", was, [row("a", "Green tea"), row("b", "Coffee", { image: "img_1" }), row("c", "Milk")])).toBe("Options: “Tea” → “Green tea”; changed: “Coffee”");
});

it("of what has parts, those that changed are named", () => {
  expect(said("settings", { attempts: 1, quotas: [], reactions: false }, { attempts: 3, quotas: [{}], reactions: false })).toBe("How sessions run: Attempts, Quotas");
  expect(said("theme", { colour: null, logo: null }, { colour: "#15803d", logo: null })).toBe("Look: Colour");
  expect(said("show_if", { op: "is", question: "a", value: 1 }, { op: "answered", question: "a" })).toBe("Condition: changed");
});

it("what came or went says so, and short values are told", () => {
  expect(said("show_if", null, { op: "answered", question: "a" })).toBe("Condition: new");
  expect(said("show_if", { op: "answered", question: "a" }, null)).toBe("Condition: gone");
  expect([said("title", "Lunch", "Dinner"), said("max", 7, 5), said("required", false, true), said("description", "", "Hi")]).toEqual(["Title: “Lunch” → “Dinner”", "Highest value: 7 → 5", "Required: no → yes", "Text below the title: nothing → “Hi”"]);
});
