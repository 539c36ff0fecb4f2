/** Personal links that lead no further: why, and what else can be done. */
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { chooseLanguage } from "@/lib/i18n/language";
import { refusal, success } from "@/testing/fake-server";
import { door, JOIN, onNewDevices, open, preview, PREVIEW, serverWith } from "@/testing/personal-link";
import { visit } from "@/testing/visit";

onNewDevices();

it.each([
  ["that leads nowhere", refusal(404, "not_found"), "This link does not work any more"],
  ["used on another device", success({ ...preview, used: true }), "This link was used on another device"],
  ["to a session that is over", success({ ...preview, session: { ...door, status: "closed" } }), "This session is over"],
  ["to a session that is locked", success({ ...preview, session: { ...door, locked: true } }), "Nobody new is let in now"],
  ["to a session that is full", success({ ...preview, session: { ...door, full: true } }), "All places are taken"],
])("a link %s says so in plain words", async (_, answer, title) => {
  const server = serverWith().on(PREVIEW, answer);
  open();
  expect(await screen.findByRole("heading", { name: title })).toBeVisible();
  expect(server.askedOf(JOIN)).toHaveLength(0);
});

it("whoever was given a code as well comes in by that", async () => {
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
  serverWith().on(PREVIEW, success({ ...preview, used: true }));
  const { user } = open();
  await user.type(await screen.findByLabelText("Or join with a code"), "abc 235");
  await user.click(screen.getByRole("button", { name: "Go to this code" }));
  expect(assign).toHaveBeenCalledExactlyOnceWith("/j/ABC235");
});

it("where all places are taken, whoever has one goes on, and others look again", async () => {
  const server = serverWith().on(PREVIEW, success({ ...preview, session: { ...door, full: true } }));
  const { user } = open();
  await screen.findByRole("heading", { name: "All places are taken" });
  server.on(PREVIEW, success({ ...preview, blind: false, used: true, session: { ...door, full: true } }));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await user.click(await screen.findByRole("button", { name: "Go on" }));
  expect(await screen.findByText("Where?")).toBeVisible();
});

it.each([
  ["invitation_used", 409, "Dieser Link wurde auf einem anderen Gerät benutzt"],
  ["session_ended", 409, "Diese Sitzung ist vorbei"],
  ["session_locked", 409, "Jetzt wird niemand Neues eingelassen"],
  ["participant_removed", 401, "Sie gehören nicht mehr zu dieser Sitzung"],
])("what the server refuses at the door (%s) is told, in German too", async (code, status, title) => {
  chooseLanguage("de");
  serverWith().on(JOIN, refusal(status, code));
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Teilnehmen" }));
  expect(await screen.findByRole("heading", { name: title })).toBeVisible();
});

it("an address without a token asks nobody", async () => {
  const server = serverWith();
  visit("/i");
  expect(await screen.findByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  expect(server.asked).toEqual([]);
});
