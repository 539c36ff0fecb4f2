import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, api, bearer, dataOf, NetworkError } from "@/lib/api/client";

const METADATA = { timestamp: "2026-11-24T09:30:00Z", request_id: "req_1" };
const me = { user: { id: "usr_1" } };
let sent: Request[] = [];
let answers: (Response | Error)[] = [];

function success(data: unknown, status = 200): Response {
  return Response.json({ success: true, data, message: "OK", errors: [], metadata: METADATA }, { status });
}

function refusal(status: number, code: string, current: number | null = null): Response {
  const data = { temporary: false, retry_after_ms: null, current };
  const errors = [{ field: "title", code, message: "No." }];
  return Response.json({ success: false, data, message: "No.", errors, metadata: METADATA }, { status });
}

beforeEach(() => {
  sent = [];
  answers = [];
  document.cookie = "ip_csrf=sesame";
  // happy-dom has the name, but nothing under it.
  const request = (_name: string, held: () => unknown) => held();
  Object.defineProperty(navigator, "locks", { value: { request }, configurable: true });
  vi.stubGlobal("fetch", (request: Request) => {
    sent.push(request);
    const answer = answers.shift() ?? new Error("one request too many");
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
});
afterEach(() => vi.unstubAllGlobals());

const paths = () => sent.map((request) => `${request.method} ${new URL(request.url).pathname}`);
const getMe = () => dataOf(api.GET("/api/v1/auth/me"));
const edit = { title: "T", description: "", questions: [], sections: [], language: "en" };
const save = () =>
  dataOf(api.PUT("/api/v1/surveys/{survey_id}", { params: { path: { survey_id: "srv_1" }, header: { "If-Match": '"3"' } }, body: edit }));

describe("the client", () => {
  it("takes what was asked for out of its envelope", async () => {
    answers = [success(me)];
    expect(await getMe()).toEqual(me);
    expect(sent[0]!.headers.has("x-csrf-token")).toBe(false);
  });

  it("proves with each change that it comes from this page", async () => {
    answers = [success({ id: "srv_1" })];
    await save();
    const [request] = sent;
    expect(paths()).toEqual(["PUT /api/v1/surveys/srv_1"]);
    expect(request!.headers.get("x-csrf-token")).toBe("sesame");
    expect(request!.headers.get("if-match")).toBe('"3"');
    expect(request!.credentials).toBe("same-origin");
    expect(await request!.json()).toEqual(edit);
  });

  it("shows no cookies and no CSRF token where a participant asks", async () => {
    answers = [success({})];
    await dataOf(api.POST("/api/v1/join", { body: { code: "ABCDEF" }, headers: bearer("abc") }));
    expect(sent[0]!.headers.get("authorization")).toBe("Bearer abc");
    expect(sent[0]!.headers.has("x-csrf-token")).toBe(false);
    expect(sent[0]!.credentials).toBe("omit");
  });

  it("tells a refusal with its code, its fields and where the other stands", async () => {
    answers = [refusal(412, "edit_conflict", 7)];
    const error = await save().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 412, code: "edit_conflict", current: 7 });
    expect((error as ApiError).about("title")).toBe("No.");
  });

  it("logs in again once and sends the same request again", async () => {
    answers = [refusal(401, "token_expired"), success({}), success({ id: "srv_1" })];
    expect(await save()).toEqual({ id: "srv_1" });
    expect(paths()).toEqual(["PUT /api/v1/surveys/srv_1", "POST /api/v1/auth/refresh", "PUT /api/v1/surveys/srv_1"]);
    expect(await sent[2]!.json()).toEqual(edit);
  });

  it("logs out with a renewed login, too, so that the server ends it", async () => {
    answers = [refusal(401, "token_expired"), success({}), success({})];
    await dataOf(api.POST("/api/v1/auth/logout"));
    expect(paths()).toEqual(["POST /api/v1/auth/logout", "POST /api/v1/auth/refresh", "POST /api/v1/auth/logout"]);
  });

  it("shares one refresh among requests that expire together", async () => {
    answers = [refusal(401, "token_expired"), refusal(401, "token_expired"), success({}), success(me), success(me)];
    await Promise.all([getMe(), getMe()]);
    expect(paths().filter((path) => path.endsWith("/refresh"))).toHaveLength(1);
  });

  it("takes a 401 as it is from a login, from a participant and where nobody is logged in", async () => {
    answers = [refusal(401, "login_failed"), refusal(401, "token_invalid"), refusal(401, "not_authenticated")];
    const login = dataOf(api.POST("/api/v1/auth/login", { body: { email: "a@b.c", password: "x" } }));
    await expect(login).rejects.toMatchObject({ code: "login_failed" });
    await expect(dataOf(api.GET("/api/v1/participants/me/session", { headers: bearer("old") }))).rejects.toMatchObject({ status: 401 });
    document.cookie = "ip_csrf=; max-age=0";
    await expect(getMe()).rejects.toMatchObject({ code: "not_authenticated" });
    expect(sent).toHaveLength(3);
  });

  it.each([
    ["no network", new TypeError("Failed to fetch")],
    ["a page of somebody in between", new Response("<html>", { status: 502 })],
    ["half a response", new Response('{"success": tr', { status: 200 })],
  ])("calls %s unreachable", async (_, answer) => {
    answers = [answer];
    await expect(getMe()).rejects.toBeInstanceOf(NetworkError);
  });

  it("lets who gave a request up know that", async () => {
    answers = [new DOMException("given up", "AbortError")];
    await expect(getMe()).rejects.toMatchObject({ name: "AbortError" });
  });
});
