/** The inputs as respondents use them: by pointer, by keyboard, by what a screen reader is told. */
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { draw, optionsOf } from "@/questions/drawn-input";

afterEach(cleanup);

test("an option that stands alone clears the others, and they clear it", async () => {
  const { given, user } = draw("multiple_choice", { options: optionsOf("Tea", "Cake", "None") });
  await user.click(screen.getByRole("checkbox", { name: "Tea" }));
  await user.click(screen.getByRole("checkbox", { name: "Cake" }));
  await user.click(screen.getByRole("checkbox", { name: "None" }));
  expect(given.value).toEqual(["none"]);
  await user.click(screen.getByRole("checkbox", { name: "Cake" }));
  expect(given.value).toEqual(["cake"]);
});

test("what is not among the options is written in, and counts as a choice", async () => {
  const { given, user } = draw("multiple_choice", { options: optionsOf("Tea", "Cake"), other: { label: "Else", max_length: 20 }, max_choices: 2 });
  await user.click(screen.getByRole("checkbox", { name: "Cake" }));
  await user.click(screen.getByRole("checkbox", { name: "Else" }));
  await user.type(screen.getByRole("textbox", { name: "Else" }), "Toast");
  expect(given.value).toEqual({ chosen: ["cake"], other: "Toast" });
  expect(screen.getByRole("checkbox", { name: "Tea" })).toBeDisabled();
});

test("a single choice is one option or what was written in", async () => {
  const { given, user } = draw("single_choice", { options: optionsOf("Tea", "Cake"), other: { label: "Else", max_length: 20 } });
  await user.click(screen.getByRole("radio", { name: "Else" }));
  await user.type(screen.getByRole("textbox", { name: "Else" }), "Jam");
  expect(given.value).toEqual({ other: "Jam" });
  await user.click(screen.getByRole("radio", { name: "Tea" }));
  expect(given.value).toBe("tea");
});

test("a list opens a box for what it does not have", async () => {
  const { given, user } = draw("dropdown", { options: optionsOf("Tea", "Cake"), other: { label: "Else", max_length: 20 } });
  await user.selectOptions(screen.getByRole("combobox", { name: "Well?" }), "Cake");
  expect(given.value).toBe("cake");
  await user.selectOptions(screen.getByRole("combobox"), "Else");
  await user.type(screen.getByRole("textbox", { name: "Else" }), "Jam");
  expect(given.value).toEqual({ other: "Jam" });
  await user.selectOptions(screen.getByRole("combobox"), "Choose…");
  expect(given.value).toBeNull();
});

test("a picture is chosen by its name and described by its text", async () => {
  const pictures = optionsOf("Tea", "Cake").map((option) => ({ ...option, image: `img_${option.id}`, alt: `A plate of ${option.id}` }));
  const { given, user } = draw("picture_choice", { options: pictures });
  expect(screen.getByAltText("A plate of cake")).toHaveAttribute("src", "/api/v1/images/img_cake");
  await user.click(screen.getByRole("radio", { name: "Cake" }));
  expect(given.value).toEqual(["cake"]);
});

test.each([["scale", { min: 1, max: 5, labels: [] }, "radiogroup"], ["nps", {}, "radiogroup"], ["slider", { min: 0, max: 100, step: 5 }, "slider"]] as const)("a %s runs from left to right in every language, as its chart does", (type, settings, role) => {
  draw(type, settings);
  expect(screen.getByRole(role).closest("[dir]")).toHaveAttribute("dir", "ltr");
});

test("options are ranked by a tap, moved by keys, and taken out; every step is said", async () => {
  const { given, user } = draw("ranking", { options: optionsOf("Tea", "Cake", "Jam") });
  await user.click(screen.getByRole("button", { name: /^Jam/ }));
  await user.click(screen.getByRole("button", { name: /^Tea/ }));
  await user.click(screen.getByRole("button", { name: /^Cake/ }));
  expect(given.value).toEqual(["jam", "tea", "cake"]);
  screen.getByRole("button", { name: "Move Cake up" }).focus();
  await user.keyboard("{Enter}");
  expect(given.value).toEqual(["jam", "cake", "tea"]);
  expect(screen.getByText("Cake, now 2 of 3")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Move Jam up" })).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "Take Jam out" }));
  expect(given.value).toEqual(["cake", "tea"]);
});

test("no more are ranked than may be", async () => {
  const { given, user } = draw("ranking", { options: optionsOf("Tea", "Cake", "Jam"), min_ranked: 1, max_ranked: 1 });
  await user.click(screen.getByRole("button", { name: /^Jam/ }));
  expect(screen.getByRole("button", { name: "Tea" })).toBeDisabled();
  expect(given.value).toEqual(["jam"]);
});

test("each row of a matrix is a group of its own, with one mark or several", async () => {
  const fields = { rows: optionsOf("Food", "Music"), columns: optionsOf("Bad", "Fair", "Good") };
  const { given, user } = draw("matrix", fields);
  await user.click(within(screen.getByRole("radiogroup", { name: "Music" })).getByRole("radio", { name: "Good" }));
  await user.click(within(screen.getByRole("radiogroup", { name: "Food" })).getByRole("radio", { name: "Bad" }));
  expect(given.value).toEqual({ food: "bad", music: "good" });
  cleanup();
  const many = draw("matrix", { ...fields, per_row: "many" });
  const food = within(screen.getByRole("group", { name: "Food" }));
  await many.user.click(food.getByRole("checkbox", { name: "Good" }));
  await many.user.click(food.getByRole("checkbox", { name: "Bad" }));
  expect(many.given.value).toEqual({ food: ["bad", "good"] });
});

test("points are given by steps or typed, and never more than there are", async () => {
  const { given, user } = draw("points", { options: optionsOf("Tea", "Cake"), total: 100 });
  await user.click(screen.getByRole("button", { name: "5 more for Tea" }));
  await user.type(screen.getByRole("textbox", { name: "Points for Cake" }), "99");
  expect(given.value).toEqual({ tea: 5, cake: 95 });
  expect(screen.getByText("All given")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "5 less for Tea" }));
  expect(given.value).toEqual({ cake: 95 });
});

test("a slider has no answer until it is touched, and moves by keys", async () => {
  const { given, user } = draw("slider", { min: 0, max: 10, step: 2 });
  expect(screen.getByRole("slider", { name: "Well?" })).toHaveAttribute("aria-valuetext", "not answered");
  await user.click(screen.getByRole("button", { name: "More" }));
  expect(given.value).toBe(6);
  await user.click(screen.getByRole("button", { name: "More" }));
  expect(given.value).toBe(8);
  expect(screen.getByRole("slider")).toHaveAttribute("aria-valuetext", "8");
});

test("an item of a grid is placed by its coordinates, and stays on the grid", async () => {
  const { given, user } = draw("grid_2x2", { items: optionsOf("Tea", "Cake") });
  await user.click(screen.getByRole("radio", { name: /Cake/ }));
  await user.type(screen.getByRole("spinbutton", { name: /Effort/ }), "7");
  expect(given.value).toEqual({ cake: [7, 50] });
  await user.clear(screen.getByRole("spinbutton", { name: /Impact/ }));
  await user.type(screen.getByRole("spinbutton", { name: /Impact/ }), "999");
  expect(given.value).toEqual({ cake: [7, 100] });
});

test("a quiz takes one answer or several, and does not give away how many are right", async () => {
  const { given, user } = draw("quiz", { options: optionsOf("Tea", "Cake", "Jam"), correct: ["cake"] });
  await user.click(screen.getByRole("checkbox", { name: "Jam" }));
  await user.click(screen.getByRole("checkbox", { name: "Tea" }));
  expect(given.value).toEqual(["tea", "jam"]);
});
