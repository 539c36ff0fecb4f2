/** The page that the mail of a session leads to, from the link to the end of the reminders. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { DONE, JOIN, joined, onNewDevices, open, preview, PREVIEW, reload, serverWith } from "@/testing/personal-link";

onNewDevices();

it("a blind link is answered on one device, which goes on after a reload and reports once that it is done", async () => {
  const server = serverWith();
  const { user } = open();
  expect(await screen.findByText("Northwind asks you")).toBeVisible();
  expect(screen.getByRole("heading", { name: "Autumn survey" })).toBeVisible();
  expect(screen.getByRole("heading", { name: "Your answers are anonymous" })).toBeVisible();
  expect(window.location.href).not.toContain("sesame");
  await user.click(screen.getByRole("button", { name: "Join" }));
  expect(await screen.findByText("Where?")).toBeVisible();
  const asked = server.askedOf(JOIN)[0]!;
  expect(asked.body).toEqual({ token: "sesame", device_secret: expect.stringMatching(/^[\w-]{43}$/) as string });
  expect(server.asked.map(({ route }) => route).join()).not.toContain("sesame");

  const { user: later } = reload();
  await later.click(await screen.findByText("There"));
  expect(server.askedOf(PREVIEW)).toHaveLength(1);
  expect(server.askedOf(DONE)).toHaveLength(0);
  await later.click(screen.getByRole("button", { name: "Send all answers" }));
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
  expect(FakeSocket.stored.map(({ session: id, answers }) => [id, answers])).toEqual([["ses_1", { where: "b" }]]);
  await waitFor(() => expect(server.askedOf(DONE).map(({ body }) => body)).toEqual([asked.body]));

  reload();
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
  expect(server.askedOf(DONE)).toHaveLength(1);
  expect(server.askedOf(JOIN)).toHaveLength(1);
});

it("a report that was lost is made at the next visit", async () => {
  const server = serverWith().on(DONE, refusal(429, "too_many_requests"));
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Join" }));
  await user.click(await screen.findByText("Here"));
  await user.click(screen.getByRole("button", { name: "Send all answers" }));
  await waitFor(() => expect(server.askedOf(DONE)).toHaveLength(1));
  server.on(DONE, success(null));
  reload();
  await waitFor(() => expect(server.askedOf(DONE)).toHaveLength(2));
});

it("a reply that was lost leaves nobody outside: the same secret is sent again", async () => {
  const server = serverWith().on(JOIN, () => Promise.reject(new TypeError("Failed to fetch")));
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Join" }));
  expect(await screen.findByRole("heading", { name: "No connection" })).toBeVisible();
  server.on(JOIN, success(joined)).on(PREVIEW, success({ ...preview, used: true }));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await user.click(await screen.findByRole("button", { name: "Go on" }));
  expect(await screen.findByText("Where?")).toBeVisible();
  const [first, second] = server.askedOf(JOIN);
  expect(second!.body).toEqual(first!.body);
});

it("a named link says so, needs no secret, and has nothing to report", async () => {
  const server = serverWith({ blind: false, used: true });
  const { user } = open();
  expect(await screen.findByText("Northwind sees what you answer, with your name (Grace) and e-mail address.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Go on" }));
  await user.click(await screen.findByText("Here"));
  await user.click(screen.getByRole("button", { name: "Send all answers" }));
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
  expect(server.askedOf(JOIN)[0]!.body).toEqual({ token: "sesame", device_secret: null });
  expect(server.askedOf(DONE)).toHaveLength(0);
});

it("two links on one device are two people, and neither sees what the other typed", async () => {
  const server = serverWith();
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Join" }));
  await user.click(await screen.findByText("There"));
  expect(screen.getByRole("radio", { name: "There" })).toBeChecked();
  server.on(JOIN, success({ ...joined, participant: "par_2" }));
  window.location.hash = "#token=another";
  await user.click(await screen.findByRole("button", { name: "Join" }));
  await waitFor(() => expect(screen.getByRole("radio", { name: "There" })).not.toBeChecked());
  const [first, second] = server.askedOf(JOIN).map(({ body }) => body as { device_secret: string });
  expect(second!.device_secret).not.toBe(first!.device_secret);
});
