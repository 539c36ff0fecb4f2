/** A draft that is tried: walked as on a phone, from the editor, by all who may read it; nothing of that leaves the page. */
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import "@/features/surveys/components/try-it";
import { expectAccessible } from "@/testing/accessible";
import { came, choose, dialog, heading, opened, press } from "@/testing/trial";

beforeEach(() => localStorage.clear());
afterEach(cleanup);

it.each([["a facilitator", "facilitator", null], ["a viewer", "viewer", null], ["anybody, where it is archived,", "facilitator", "2026-02-01T00:00:00Z"]] as const)("%s walks it as its answers lead, and nothing is sent or kept", async (_, role, archived_at) => {
  const { server, user, begin, button } = await opened({ archived_at }, { role });
  await begin();
  await heading("On the way");
  expect(dialog().getByText("Nothing keeps this from being published.")).toBeVisible();
  const before = server.asked.length;
  await user.click(choose("No"));
  await user.click(press("Next"));
  await heading("At last");
  expect(dialog().getByText("1 question is not shown by these answers")).toBeVisible();
  expect(dialog().getByText("How late was it?"), "as what is hidden").toBeVisible();
  await user.click(press("Back"));
  await user.click(choose("Yes"));
  await user.click(press("Next"));
  await heading("The train");
  expect(dialog().queryByText(/not shown by these answers/)).toBeNull();
  await user.click(press("Next"));
  expect(dialog().getByRole("alert")).toHaveTextContent("This question needs an answer.");
  await user.click(choose(/^9/));
  await user.click(press("Next"));
  await heading("At last");
  expect(dialog().getByText("2 answered")).toBeVisible();
  await user.click(press("Send all answers"));
  expect(await heading("Thank you. Your answers are stored.")).toHaveFocus();
  expect(dialog().getByText("Nothing was stored or sent. Respondents see the receipt of their answers here.")).toBeVisible();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(button).toHaveFocus();
  expect(server.asked.slice(before)).toEqual([]);
  expect(localStorage).toHaveLength(0);
});

it("begins again as another respondent would, with nothing answered", async () => {
  const { user, begin } = await opened();
  await begin();
  await heading("On the way");
  await user.click(choose("No"));
  await user.click(press("Next"));
  await heading("At last");
  await user.click(press("Start again"));
  expect(await heading("On the way")).toHaveFocus();
  expect(choose("No")).not.toBeChecked();
  expect(dialog().getByText("0 answered")).toBeVisible();
});

it("is read in each language of the survey, the phone's own words too, while the editor keeps its own", async () => {
  const { user, begin } = await opened();
  await expectAccessible(await begin());
  await heading("On the way");
  await user.selectOptions(dialog().getByRole("combobox", { name: "Language" }), "Deutsch");
  expect(await heading("Unterwegs")).toBeVisible();
  expect(dialog().getByText("Ankunft")).toBeVisible();
  expect(press("Weiter")).toBeVisible();
  expect(press("Start again"), "is no word of the phone").toBeVisible();
  await user.selectOptions(dialog().getByRole("combobox", { name: "Sprache" }), "العربية");
  expect((await heading("في الطريق")).closest("[dir=rtl]")).toContainElement(press("Next"));
  expect(document.documentElement.lang).toBe("en");
  expect(localStorage).toHaveLength(0);
});

it("is the draft as it stands in the editor, in its colours, with what it lacks said where it stands", async () => {
  const { user, begin } = await opened();
  await user.type(screen.getByLabelText("Title", { exact: true }), "s, all of them");
  await user.click(screen.getByRole("button", { name: /A wish\?/ }));
  await user.clear(screen.getByRole("textbox", { name: "Question" }));
  await begin();
  await heading("On the way");
  const phone = dialog().getByRole("region", { name: "The survey on a phone" });
  expect(phone.querySelector("[style*='--brand-fill']")).toHaveStyle({ "--brand-fill": "#7a1f5c" });
  expect(within(phone).getByText("Arrivals, all of them")).toBeVisible();
  expect(dialog().getByText("Write the question.").closest("details"), "of another page").toHaveTextContent("To mend elsewhere in the draft");
  await user.click(press("Next"));
  await heading("At last");
  expect(dialog().getByRole("heading", { name: "Untitled question" })).toBeVisible();
  expect(dialog().getByText("Write the question.").closest("[role=alert]")).toHaveTextContent("Wrong on this page");
});

it.each([
  ["there is nothing to ask yet", { questions: [], sections: [] }, "There is nothing to ask yet"],
  ["nothing is ever shown", { questions: [{ ...came, show_if: { op: "answered", question: "gone" } }], sections: [] }, "Nothing is shown"],
])("says so where %s", async (_, changed, said) => {
  const { begin } = await opened(changed);
  await begin();
  expect(await dialog().findByRole("heading", { name: said })).toBeVisible();
});
