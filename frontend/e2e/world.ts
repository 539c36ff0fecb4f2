/** An organization in which every page has something to show, furnished over REST. */
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { type Facilitator, post, QUESTIONS, type StartedSession, startSession } from "./stage";
import type { Stop } from "./tour";

export interface World {
  readonly draft: string;
  readonly live: StartedSession;
  readonly open: StartedSession;
  readonly webhook: string;
  /** The link by which somebody who was invited answers the open session. */
  readonly personalLink: string;
  /** The link by which somebody becomes a member. */
  readonly memberLink: string;
}

interface Furniture {
  readonly questions?: readonly object[];
  readonly live?: string;
  readonly open?: string;
  readonly draft?: object;
}

export async function furnish(host: Facilitator, { questions = QUESTIONS, live = "Autumn meeting", open = "Customer interviews", draft: drafted = { title: "Exit interview", description: "For people who leave us.", questions } }: Furniture = {}): Promise<World> {
  const { request } = host.context;
  await confirmAddress(host);
  const guest = host.email.replace(/^[a-z]+/, "grace");
  await post(request, "/api/v1/organizations/current/invitations", { email: guest, role: "facilitator" });
  await post(request, "/api/v1/api-keys", { name: "Data warehouse", scopes: ["results:read", "results:export"] });
  const { webhook } = await post<{ webhook: { id: string } }>(request, "/api/v1/webhooks", { url: "https://hooks.example.org/impactpulse", events: ["session.started", "session.ended"], description: "Tells our calendar" });
  const draft = await post<{ id: string }>(request, "/api/v1/surveys", drafted);
  const asked = await startSession(host, "live", questions, live);
  const formed = await startSession(host, "open", questions, open, "A few questions, two minutes. Thank you for your time.");
  const invitations = `/api/v1/sessions/${formed.id}/invitations`;
  await post(request, invitations, { people: [{ email: "eve@example.org", name: "Eve Moneypenny" }, { email: "grace@example.org", name: "Grace Hopper" }] });
  const { data } = (await (await request.get(invitations)).json()) as { data: { items: { id: string }[] } };
  const { url } = await post<{ url: string }>(request, `${invitations}/${data.items[0]!.id}/link`, undefined);
  await post(request, `/api/v1/sessions/${formed.id}/reports`, { format: "pdf" });
  return { draft: draft.id, live: asked, open: formed, webhook: webhook.id, personalLink: local(url), memberLink: await mailedLink(request, guest, "/invitation") };
}

type Seen = Pick<Stop, "address" | "shows">;

export async function openStop(page: Page, stop: Seen, world: World): Promise<void> {
  await page.goto(stop.address(world));
  await isThere(page, stop);
}

export async function isThere(page: Page, { shows }: Pick<Stop, "shows">): Promise<void> {
  await expect(page.getByText(shows).filter({ visible: true }).first()).toBeVisible();
}

/** Uses the link that registration has sent. */
export async function confirmAddress({ context: { request }, email }: Facilitator): Promise<void> {
  const link = await mailedLink(request, email, "/verify-email");
  await post(request, "/api/v1/auth/verify-email", { token: link.split("#token=")[1] });
}

/** The newest link to a page that was mailed to somebody, read where mail is kept that nobody delivers. */
export async function mailedLink(request: APIRequestContext, to: string, page: string): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    const { data } = (await (await request.get("/api/v1/dev/mail")).json()) as { data: { to: string; text: string }[] };
    link = data.filter((mail) => mail.to === to).flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []).find((url) => new URL(url).pathname === page);
    expect(link).toBeDefined();
  }).toPass();
  return local(link!);
}

function local(url: string): string {
  const { pathname, hash } = new URL(url);
  return pathname + hash;
}
