/** One door to the REST interface: envelope, CSRF token, refresh of an expired login, errors as one type. */
import type { Problem } from "@/lib/api/schema";

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Problem["errors"];
  readonly temporary: boolean;
  readonly retryAfterMs: number | null;
  /** The version or revision that stands now, where the request was behind. */
  readonly current: number | null;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.status = status;
    this.code = problem.errors[0]?.code ?? "unknown";
    this.fields = problem.errors.filter((item) => item.field !== null);
    this.temporary = problem.data?.temporary ?? false;
    this.retryAfterMs = problem.data?.retry_after_ms ?? null;
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

export interface CallOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly ifMatch?: string;
  /** A participant's token; without one the browser's cookies say who is asking. */
  readonly bearer?: string;
  readonly signal?: AbortSignal;
}

export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  let response = await send(path, options);
  if (response.status === 401 && options.bearer === undefined && !path.startsWith("/auth/log") && (await refreshLogin()))
    response = await send(path, options);
  return unwrap<T>(response);
}

async function send(path: string, { method = "GET", body, ifMatch, bearer, signal }: CallOptions): Promise<Response> {
  const headers = new Headers();
  if (body !== undefined) headers.set("content-type", "application/json");
  if (ifMatch !== undefined) headers.set("if-match", ifMatch);
  if (bearer !== undefined) headers.set("authorization", `Bearer ${bearer}`);
  else if (method !== "GET") headers.set("x-csrf-token", csrfToken());
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: bearer === undefined ? "same-origin" : "omit",
      signal: signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new NetworkError();
  }
}

async function unwrap<T>(response: Response): Promise<T> {
  const envelope: unknown = await response.json().catch(() => null);
  if (response.ok && isRecord(envelope)) return envelope.data as T;
  if (isRecord(envelope) && Array.isArray(envelope.errors)) throw new ApiError(response.status, envelope as Problem);
  throw new NetworkError();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The one cookie scripts may read: it proves that a request comes from this page. */
function csrfToken(): string {
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
  const trade = async () => (csrfToken() !== before ? true : (await send("/auth/refresh", { method: "POST", body: {} })).ok);
  return "locks" in navigator ? navigator.locks.request("impactpulse-refresh", trade) : trade();
}
