/** Beginning things on a server that is away at first, and what it is sent. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NewSurvey } from "@/features/surveys/components/new-survey";
import { StartSession } from "@/features/surveys/components/start-session";
import { chooseLanguage } from "@/lib/i18n/language";

interface Sent {
  readonly key: string | null;
  readonly body: { readonly language?: string; readonly mode?: string };
}

let sent: Sent[] = [];
let away = true;

async function answer(request: Request): Promise<Response> {
  if (request.method === "GET") return new Promise(() => undefined);
  sent.push({ key: request.headers.get("idempotency-key"), body: (await request.json()) as Sent["body"] });
  if (away) throw new TypeError("Failed to fetch");
  return Response.json({ success: true, data: { id: "srv_1" }, message: "OK", errors: [], metadata: {} }, { status: 201 });
}

function draw(what: ReactNode) {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>{what}</MemoryRouter>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

beforeEach(() => {
  sent = [];
  away = true;
  vi.stubGlobal("fetch", answer);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  chooseLanguage("en");
});

test("a survey that cannot be made says so, and another press asks for the same one", async () => {
  const user = draw(<NewSurvey />);
  await user.click(screen.getByRole("button", { name: "New survey" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("cannot be reached");
  away = false;
  await user.click(screen.getByRole("button", { name: "New survey" }));
  await waitFor(() => expect(screen.queryByRole("alert")).not.toBeInTheDocument());
  expect(sent.map(({ key }) => key)).toEqual([expect.stringMatching(/^[\da-f]{32}$/), sent[0]!.key]);
});

test("what is begun in German is marked German", async () => {
  chooseLanguage("de");
  const user = draw(<NewSurvey />);
  await user.click(screen.getByRole("button", { name: "Neue Umfrage" }));
  await waitFor(() => expect(sent[0]?.body.language).toBe("de"));
});

test("while one session is being started, no other can be", async () => {
  const asked = vi.fn<typeof fetch>(() => new Promise(() => undefined));
  vi.stubGlobal("fetch", asked);
  const user = draw(<StartSession survey={{ id: "srv_1", title: "Lunch", published_version: 1 }} open onOpenChange={() => undefined} />);
  const live = screen.getByRole("button", { name: /^Live/ });
  const open = screen.getByRole("button", { name: /^Open/ });
  await user.click(live);
  await waitFor(() => expect(open).toHaveAttribute("aria-disabled", "true"));
  await user.click(open);
  expect(asked.mock.calls.filter(([request]) => (request as Request).method === "POST")).toHaveLength(1);
  expect(live).toHaveAttribute("aria-busy", "true");
  expect(open).toHaveAttribute("aria-busy", "false");
});
