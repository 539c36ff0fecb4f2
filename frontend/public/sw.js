/* Keeps the respondents' page on the device, so that it opens on a dead network with the answers that wait there. */
const CACHE = "impactpulse-page-1";
const PAGE = "/";
const PICTURES = "impactpulse-pictures-1";
const IMAGES = "/api/v1/images/";
/* Of the session that was opened last; what is beyond is left to the network. */
const MOST_PICTURES = 60;
const MOST_PICTURE_BYTES = 20_000_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* One after the other: of two at once the first, which names less, could drop what the second has just kept. */
let line = Promise.resolve();

/* The page names the files it is made of; what an older release was made of goes. */
self.addEventListener("message", (event) => {
  if (event.data?.type === "keep") {
    const kept = line.then(() => keep(event.data));
    line = kept.catch(() => {});
    event.waitUntil(kept.then(() => event.source?.postMessage({ type: "kept" })));
  }
  if (event.data?.type === "keep-pictures") event.waitUntil(keepPictures(event.data.pictures));
});

/* The page as it was opened, whatever its address is by now, and the sheets that it names whoever had it before. */
async function keep({ page = PAGE, files }) {
  const opened = await fetch(page);
  if (!opened.ok) throw new Error(`${page}: ${opened.status}`);
  const wanted = new Set([PAGE, ...files, ...[...(await opened.clone().text()).matchAll(/<link rel="stylesheet"[^>]* href="([^"]+)"/g)].map(([, sheet]) => sheet)]);
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  await cache.put(PAGE, opened);
  const held = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await Promise.all([...wanted].filter((file) => !held.has(file)).map((file) => cache.add(file)));
}

/* Whatever is not named any more goes, all of it where none are. */
async function keepPictures(named) {
  const wanted = named.filter((path) => path.startsWith(IMAGES)).slice(0, MOST_PICTURES);
  if (wanted.length === 0) return caches.delete(PICTURES);
  const cache = await caches.open(PICTURES);
  for (const request of await cache.keys()) if (!wanted.includes(new URL(request.url).pathname)) await cache.delete(request);
  let left = MOST_PICTURE_BYTES;
  for (const path of wanted) {
    const held = await cache.match(path);
    const picture = held ?? (await fetch(path).catch(() => null));
    if (!picture?.ok) continue;
    left -= (await picture.clone().blob()).size;
    if (left < 0) return;
    if (!held) await cache.put(path, picture);
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(() => caches.match(PAGE).then(found => found ?? Response.error())));
  else if (url.pathname.startsWith("/assets/") || url.pathname.startsWith(IMAGES)) event.respondWith(caches.match(event.request, { ignoreVary: true }).then((found) => found ?? fetch(event.request)));
});
