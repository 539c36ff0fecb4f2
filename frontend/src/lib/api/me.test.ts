/** Downloads make sure of the login first, and say nothing about it where they cannot. */
import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import { download, meQuery } from "@/lib/api/me";
import { refusal } from "@/testing/fake-server";
import { meAs, serverFor } from "@/testing/visit";

afterEach(() => vi.unstubAllGlobals());

async function loggedIn() {
  const client = new QueryClient();
  const server = serverFor(meAs("facilitator"));
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
  await client.fetchQuery(meQuery);
  return { client, server, assign };
}

it("a download that cannot make sure of the login leaves what is known of it alone", async () => {
  const { client, server, assign } = await loggedIn();
  server.on("GET /api/v1/auth/me", refusal(503, "unavailable"));
  await expect(download(client, "/file")).rejects.toThrow("No.");
  expect(client.getQueryState(meQuery.queryKey)).toMatchObject({ status: "success", data: meAs("facilitator") });
  expect(assign).not.toHaveBeenCalled();
});

it("where the login has ended, nothing is downloaded and the pages learn it", async () => {
  const { client, server, assign } = await loggedIn();
  server.on("GET /api/v1/auth/me", refusal(401, "not_authenticated"));
  await download(client, "/file");
  expect(client.getQueryData(meQuery.queryKey)).toBeNull();
  expect(assign).not.toHaveBeenCalled();
});
