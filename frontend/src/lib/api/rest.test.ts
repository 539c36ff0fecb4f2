import { describe, expect, it } from "vitest";
import { restClient } from "@/lib/api/rest";

function asking(response: () => Response) {
  const sent: Request[] = [];
  const api = restClient((request) => {
    sent.push(request);
    return Promise.resolve(response());
  });
  return { sent, api };
}

describe("a request", () => {
  it("fills paths and queries, and leaves out what has no value", async () => {
    const { sent, api } = asking(() => Response.json({ ok: true }));
    const query = { q: "a&b=ä", cursor: null, limit: 20, status: undefined };
    await api.GET("/api/v1/sessions", { params: { query } as never });
    await api.GET("/api/v1/sessions/{session_id}", { params: { path: { session_id: "a/../b" } } });
    expect(sent.map(({ url }) => url.slice(location.origin.length))).toEqual(["/api/v1/sessions?q=a%26b%3D%C3%A4&limit=20", "/api/v1/sessions/a%2F..%2Fb"]);
    expect(sent[0]!.headers.has("content-type")).toBe(false);
  });

  it("carries JSON with its headers, or what its maker says it is", async () => {
    const { sent, api } = asking(() => Response.json({}));
    await api.POST("/api/v1/join", { body: { code: "ABCDEF" }, headers: { authorization: "Bearer t", "x-none": null } });
    const raw = { headers: { "content-type": "image/png" }, body: "", bodySerializer: () => "PNG" };
    await api.POST("/api/v1/images", raw);
    expect(await sent[0]!.json()).toEqual({ code: "ABCDEF" });
    expect([...sent[0]!.headers.keys()]).toEqual(expect.arrayContaining(["authorization", "content-type"]));
    expect(sent[0]!.headers.has("x-none")).toBe(false);
    expect(sent[1]!.headers.get("content-type")).toBe("image/png");
    expect(await sent[1]!.text()).toBe("PNG");
  });

  it("can be given up", async () => {
    const { sent, api } = asking(() => Response.json({}));
    const giving = new AbortController();
    await api.GET("/api/v1/auth/me", { signal: giving.signal });
    giving.abort();
    expect(sent[0]!.signal.aborted).toBe(true);
  });
});

describe("an answer", () => {
  it("is data or an error by its status, and nothing where nothing was said", async () => {
    const of = async (response: Response) => asking(() => response).api.GET("/api/v1/auth/me");
    expect(await of(Response.json({ a: 1 }))).toMatchObject({ data: { a: 1 } });
    expect(await of(Response.json({ b: 2 }, { status: 409 }))).toMatchObject({ error: { b: 2 } });
    expect(await of(new Response(null, { status: 204 }))).toMatchObject({ data: undefined });
    await expect(of(new Response("<html>", { status: 502 }))).rejects.toBeInstanceOf(SyntaxError);
  });
});
