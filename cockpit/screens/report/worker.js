// The form opens without a network where it was opened before. What was sent or refused is asked of the
// network first: a page from the phone shows what the server said last. A link that opens nothing any more
// is forgotten.
"use strict";
const CACHE = "report-1", PATIENCE = 5000;
const inScope = (url) => url.href.startsWith(self.registration.scope);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("report-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && inScope(url)) event.respondWith(page(request));
  else if (/\/report\.js$|\/app\/static\//.test(url.pathname)) event.respondWith(file(request));
});

async function page(request) {
  const cache = await caches.open(CACHE), kept = await cache.match(request.url, { ignoreVary: true });
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request.url, answer.clone());
    else if (answer.status === 403 || answer.status === 404) await cache.delete(request.url);
    return answer.status >= 500 && kept ? kept : answer;
  });
  if (!kept) return asked;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([asked, late]).catch(() => kept);
}

async function file(request) {
  const cache = await caches.open(CACHE), kept = await cache.match(request.url, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request.url, answer.clone());
  return answer;
}
