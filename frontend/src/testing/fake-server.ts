/** A server for tests of whole routes: it answers what it was told to, remembers what it was asked, and refuses the rest. */
import { vi } from "vitest";

export interface Asked {
  /** "GET /api/v1/auth/me". */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
}

type Answer = Response | ((asked: Asked) => Response | Promise<Response>);

const METADATA = { timestamp: "2026-11-24T09:30:00Z", request_id: "req_1" };

export function success(data: unknown, status = 200): Response {
  return Response.json({ success: true, data, message: "OK", errors: [], metadata: METADATA }, { status });
}

interface Refusal {
  readonly message?: string;
  readonly field?: string;
  readonly current?: number;
}

export function refusal(status: number, code: string, { message = "No.", field, current }: Refusal = {}): Response {
  const data = { temporary: false, retry_after_ms: null, current: current ?? null };
  return Response.json({ success: false, data, message, errors: [{ field: field ?? null, code, message }], metadata: METADATA }, { status });
}

export function page(items: readonly unknown[], next_cursor: string | null = null): Response {
  return success({ items, next_cursor, links: {} });
}

/** An answer that comes when the test says so. */
export function held(answer: () => Response): { answer: () => Promise<Response>; release: () => void } {
  let release = () => {};
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { answer: () => waiting.then(answer), release: () => release() };
}

export class FakeServer {
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, Answer>();

  constructor() {
    vi.stubGlobal("fetch", (request: Request) => this.#answer(request));
  }

  /** The last answer told for a route counts; `:id` in a path stands for any one part of it. */
  on(route: string, answer: Answer): this {
    this.#answers.delete(route);
    this.#answers.set(route, answer);
    return this;
  }

  /** What was asked of a route, the first first. */
  askedOf(route: string): Asked[] {
    return this.asked.filter((asked) => matches(route, asked.route));
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    const asked: Asked = { route: `${request.method} ${pathname}`, query: searchParams, headers: request.headers, body: text === "" ? null : JSON.parse(text) };
    this.asked.push(asked);
    const found = [...this.#answers].reverse().find(([route]) => matches(route, asked.route));
    if (found === undefined) return refusal(404, "not_found", { message: `The test told no answer for ${asked.route}.` });
    const [, answer] = found;
    return answer instanceof Response ? answer.clone() : answer(asked);
  }
}

function matches(route: string, asked: string): boolean {
  const wanted = route.split("/");
  const parts = asked.split("/");
  return wanted.length === parts.length && wanted.every((part, i) => part.startsWith(":") || part === parts[i]);
}
