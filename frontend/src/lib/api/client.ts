/** One door to the REST interface: envelope, CSRF token, refresh of an expired login, errors as one type. */
import { loadErrorWords, sentenceFor } from "@/lib/api/error-words";
import { restClient } from "@/lib/api/rest";
import type { Problem } from "@/lib/api/schema";

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Problem["errors"];
  readonly temporary: boolean;
  readonly retryAfterMs: number | null;
  /** What is wrong in particular, where the message is the same for a whole kind of errors. */
  readonly reason: string;
  /** The version or revision that stands now, where the request was behind. */
  readonly current: number | null;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.status = status;
    this.code = problem.errors[0]?.code ?? "unknown";
    this.fields = problem.errors.filter((item) => item.field !== null);
    this.temporary = problem.data?.temporary ?? false;
    this.retryAfterMs = problem.data?.retry_after_ms ?? null;
    this.reason = problem.errors[0]?.message ?? problem.message;
    this.current = problem.data?.current ?? null;
  }

  /** The message for one field of the request, if the server had one. */
  about(field: string): string | undefined {
    return this.fields.find((item) => item.field === field)?.message;
  }
}

/** The request never reached the server, or its answer never reached us. */
export class NetworkError extends Error {
  constructor() {
    super("ImpactPulse cannot be reached. Check the connection.");
  }
}

/** These begin a login or renew it: a 401 says nothing about an expired one. */
const ABOUT_LOGINS = /\/api\/v1\/auth\/(login|refresh)(\/|$)/;

/** The interface as the server's own document types it: `dataOf(api.GET("/api/v1/surveys", …))`. */
export const api = restClient(sendRefreshed);

/** The headers of a participant; without them the browser's cookies say who is asking. */
export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

interface Answer<E> {
  readonly data?: E | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** What stands in an envelope; the document's types leave out a field that is always null. */
type DataIn<E> = E extends { readonly data: infer T } ? T : null;

/** What a request gave, out of its envelope. Throws ApiError, NetworkError. */
export async function dataOf<E extends object>(request: Promise<Answer<E>>): Promise<DataIn<E>> {
  const { data: envelope, error, response } = await request.catch(broken);
  if (isRecord(envelope)) return envelope.data as DataIn<E>;
  if (isRecord(error) && Array.isArray(error.errors)) throw await refused(response.status, error as unknown as Problem);
  throw new NetworkError();
}

/** The refusal in the language that is shown. */
async function refused(status: number, problem: Problem): Promise<ApiError> {
  await loadErrorWords();
  const errors = problem.errors.map((item) => ({ ...item, message: sentenceFor(item.code, item.message) }));
  // A field's code says nothing of the whole.
  const whole = errors.find((item) => item.field === null)?.code ?? "invalid_input";
  return new ApiError(status, { ...problem, message: sentenceFor(whole, problem.message), errors });
}

/** A response that broke off is no response; who gave the request up knows it. */
function broken(error: unknown): never {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw new NetworkError();
}

async function sendRefreshed(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await send(request);
  if (response.status !== 401 || isOfParticipant(request) || ABOUT_LOGINS.test(request.url)) return response;
  return (await refreshLogin()) ? send(again) : response;
}

function send(request: Request): Promise<Response> {
  const credentials = isOfParticipant(request) ? "omit" : "same-origin";
  if (credentials !== "omit" && request.method !== "GET") request.headers.set("x-csrf-token", csrfToken());
  return fetch(new Request(request, { credentials }));
}

function isOfParticipant(request: Request): boolean {
  return request.headers.has("authorization");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The one cookie scripts may read: it proves that a request comes from this page. */
export function csrfToken(): string {
  return /(?:^|;\s*)ip_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

let refreshing: Promise<boolean> | null = null;

/** Trades the refresh cookie for a new login; callers at the same time share one trade, as each token works once. */
function refreshLogin(): Promise<boolean> {
  if (csrfToken() === "") return Promise.resolve(false);
  refreshing ??= tradeOnce().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** A lock over all tabs: a second tab that used the old token would end the whole login. */
async function tradeOnce(): Promise<boolean> {
  const before = csrfToken();
  const trade = async () => (csrfToken() !== before ? true : (await api.POST("/api/v1/auth/refresh", { body: {} })).response.ok);
  return "locks" in navigator ? navigator.locks.request("impactpulse-refresh", trade) : trade();
}
