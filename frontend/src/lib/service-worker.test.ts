/** What the service worker keeps of a page and of a session's pictures, with a cache and a network of the test's own. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const SOURCE = readFileSync(path.resolve(import.meta.dirname, "../../public/sw.js"), "utf8");
const ORIGIN = "https://pulse.example.org";
const image = (id: string) => `/api/v1/images/${id}`;

type Listener = (event: Record<string, unknown>) => void;

class FakeCaches {
  readonly held = new Map<string, Map<string, Response>>();
  readonly #fetch: (path: string) => Promise<Response>;

  constructor(fetch: (path: string) => Promise<Response>) {
    this.#fetch = fetch;
  }

  open(name: string) {
    const files = this.held.get(name) ?? new Map<string, Response>();
    this.held.set(name, files);
    return Promise.resolve({
      keys: () => Promise.resolve([...files.keys()].map((url) => ({ url: ORIGIN + url }))),
      match: (url: string) => Promise.resolve(files.get(url)?.clone()),
      put: (url: string, response: Response) => Promise.resolve(void files.set(url, response)),
      add: async (url: string) => void files.set(url, await this.#fetch(url)),
      delete: (request: { url: string }) => Promise.resolve(files.delete(new URL(request.url).pathname)),
    });
  }

  delete = (name: string) => Promise.resolve(this.held.delete(name));
  match = ({ url }: { url: string }) => Promise.resolve([...this.held.values()].map((files) => files.get(new URL(url).pathname)).find(Boolean)?.clone());
  names = () => [...this.held.values()].flatMap((files) => [...files.keys()]);
}

function started(fetch: (path: string) => Promise<Response>) {
  const listeners = new Map<string, Listener>();
  const caches = new FakeCaches(fetch);
  const scope = { addEventListener: (type: string, listener: Listener) => listeners.set(type, listener), location: { origin: ORIGIN }, skipWaiting: () => undefined };
  // As the browser runs it: one script with these names about it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function("self", "caches", "fetch", SOURCE)(scope, caches, fetch);
  const told = async (data: unknown) => {
    let done: Promise<unknown> = Promise.resolve();
    listeners.get("message")!({ data, waitUntil: (work: Promise<unknown>) => (done = work) });
    await done;
  };
  const asked = (url: string) => {
    let answer: Promise<Response> | undefined;
    listeners.get("fetch")!({ request: { method: "GET", mode: "no-cors", url: ORIGIN + url }, respondWith: (given: Promise<Response>) => (answer = given) });
    return answer;
  };
  return { caches, told, keep: (pictures: string[]) => told({ type: "keep-pictures", pictures }), asked };
}

const online = (asked: string) => Promise.resolve(new Response(asked));
const HEAVY = new Uint8Array(9_000_000);

test("the page is kept as it was opened, with its files and the sheet that it names, and an older one's go", async () => {
  const { caches, told } = started((url) => online(url === "/j/ABC234" ? '<link rel="stylesheet" href="/assets/phone-1.css">' : url));
  await told({ type: "keep", page: "/", files: ["/assets/page-0.js", "/assets/whole-0.css"] });
  await told({ type: "keep", page: "/j/ABC234", files: ["/assets/page-1.js"] });
  expect(caches.names().toSorted()).toEqual(["/", "/assets/page-1.js", "/assets/phone-1.css"]);
  expect(await (await caches.match({ url: `${ORIGIN}/` }))!.text()).toContain("phone-1.css");
});

test("a page that cannot be had leaves what is kept", async () => {
  const { caches, told } = started((url) => (url === "/j/GONE22" ? Promise.resolve(new Response("", { status: 500 })) : online(url)));
  await told({ type: "keep", page: "/", files: ["/assets/page-0.js"] });
  await expect(told({ type: "keep", page: "/j/GONE22", files: ["/assets/page-1.js"] })).rejects.toThrow("500");
  expect(caches.names().toSorted()).toEqual(["/", "/assets/page-0.js"]);
});

test("pictures that are named are kept, and given without a network", async () => {
  let isOnline = true;
  const { keep, asked } = started((url) => (isOnline ? online(url) : Promise.reject(new TypeError("Failed to fetch"))));
  await keep([image("img_1"), image("img_2")]);
  isOnline = false;
  expect(await (await asked(image("img_2")))!.text()).toContain("img_2");
  await expect(asked(image("img_3"))).rejects.toThrow();
});

test("what is not named any more goes, and nothing is left once nothing is named", async () => {
  const { caches, keep } = started(online);
  await keep([image("img_1"), image("img_2")]);
  await keep([image("img_2")]);
  expect(caches.names()).toEqual([image("img_2")]);
  await keep([]);
  expect(caches.held.size).toBe(0);
});

test("no more is kept than the bounds allow, and nothing but pictures", async () => {
  const many = started(online);
  await many.keep([...Array.from({ length: 100 }, (_, i) => image(`img_${i}`)), "/api/v1/auth/me"]);
  expect(many.caches.names()).toHaveLength(60);
  const large = started(() => Promise.resolve(new Response(HEAVY)));
  await large.keep([image("img_1"), image("img_2"), image("img_3")]);
  expect(large.caches.names()).toEqual([image("img_1"), image("img_2")]);
});

test("a picture that cannot be had keeps the others from nothing", async () => {
  const { caches, keep } = started((url) => (url.endsWith("img_1") ? Promise.reject(new TypeError("Failed to fetch")) : url.endsWith("img_2") ? Promise.resolve(new Response("", { status: 404 })) : online(url)));
  await keep([image("img_1"), image("img_2"), image("img_3")]);
  expect(caches.names()).toEqual([image("img_3")]);
});
