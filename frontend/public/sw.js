/* Keeps the respondents' page on the device, so that it opens on a dead network with the answers that wait there. */
const CACHE = "impactpulse-page-1";
const PAGE = "/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* The page names the files it is made of; what an older release was made of goes. */
self.addEventListener("message", (event) => {
  if (event.data?.type === "keep") event.waitUntil(keep(event.data.files).then(() => event.source?.postMessage({ type: "kept" })));
});

async function keep(files) {
  const cache = await caches.open(CACHE);
  const wanted = new Set([PAGE, ...files]);
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  const held = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await cache.add(PAGE);
  await Promise.all([...wanted].filter((file) => !held.has(file)).map((file) => cache.add(file)));
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(() => caches.match(PAGE).then(found => found ?? Response.error())));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(caches.match(event.request).then((found) => found ?? fetch(event.request)));
});
