/** Asks for paths of the server's document: openapi-fetch's types over the little of its code that is needed, as phones load it. */
import type { Client } from "openapi-fetch";
import type { paths } from "@/generated/openapi";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type RestClient = Pick<Client<paths>, Method>;

interface Asked {
  readonly params?: { readonly path?: Values; readonly query?: Values; readonly header?: Values };
  readonly body?: unknown;
  /** Where the body is no JSON. */
  readonly bodySerializer?: (body: unknown) => BodyInit;
  readonly headers?: Values;
  readonly signal?: AbortSignal;
}

type Value = string | number | boolean | null | undefined;
type Values = Readonly<Record<string, Value | readonly Value[]>>;

export function restClient(send: (request: Request) => Promise<Response>): RestClient {
  const by = (method: Method) => (path: string, asked?: Asked) => ask(send, method, path, asked ?? {});
  return { GET: by("GET"), POST: by("POST"), PUT: by("PUT"), PATCH: by("PATCH"), DELETE: by("DELETE") } as unknown as RestClient;
}

async function ask(send: (request: Request) => Promise<Response>, method: Method, path: string, asked: Asked) {
  const { params, body, bodySerializer = JSON.stringify, signal } = asked;
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const headers = new Headers(given({ ...json, ...asked.headers, ...params?.header }));
  const init = { method, headers, ...(body !== undefined && { body: bodySerializer(body) }), ...(signal && { signal }) };
  const response = await send(new Request(addressOf(path, params), init));
  const text = await response.text();
  const said: unknown = text === "" ? undefined : JSON.parse(text);
  return response.ok ? { data: said, response } : { error: said, response };
}

function addressOf(path: string, params: Asked["params"]): URL {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params?.path?.[name])));
  const address = new URL(filled, location.origin);
  address.search = new URLSearchParams(given(params?.query ?? {})).toString();
  return address;
}

/** What has a value; a list names its parameter once for each. */
function given(values: Values): [string, string][] {
  const all = Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
  return all.filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [name, String(value)]);
}
