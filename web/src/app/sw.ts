import { cleanupOutdatedCaches, getCacheKeyForURL, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

const SLOW_MS = 5_000;

const ASSETS = '/assets/';
const USED = 'used-';

const fromTheStart = self.__WB_MANIFEST;
// The shell names this build's files, so its mark is another one whenever any of them is another.
const version = fromTheStart.find((entry) => typeof entry !== 'string' && entry.url === '/');
const usedNow = USED + (typeof version === 'object' ? version.revision : '');

const keptShell = () => matchPrecache('/');

/**
 * A page always comes from the network when there is one, with a fresh nonce and its own content policy.
 * Without a network the kept shell answers. It was stored as one response, header and document together, so the
 * nonce in its policy is the nonce in its tags; and it was stored with this version's files, so it never asks for others.
 */
async function freshShell({ request }: { request: Request }): Promise<Response> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, SLOW_MS));
  const network = fetch(request);
  try {
    return (await Promise.race([network, late])) ?? (await keptShell()) ?? (await network);
  } catch (cause) {
    const shell = await keptShell();
    if (shell === undefined) throw cause;
    return shell;
  }
}

/** A built file that is not kept from the start. */
const isUsed = (file: string) => file.startsWith(self.location.origin + ASSETS) && getCacheKeyForURL(file) === undefined;

/** A file whose name carries the hash of what is in it never changes, so what was kept once is never asked for again. */
async function keepUsed(file: string): Promise<Response> {
  const cache = await caches.open(usedNow);
  const kept = await cache.match(file, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(file);
  // Where there is no room, the page has its file all the same.
  if (answer.ok) await cache.put(file, answer.clone()).catch(() => undefined);
  return answer;
}

async function forgetOlderVersions(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(USED) && name !== usedNow);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The order matters: the first route that fits wins, and "/" must be asked from the network before the kept one.
registerRoute(new NavigationRoute(freshShell, { denylist: [/^\/api\//] }));
// What a visitor and a patient need is kept from the start; what only staff needs, when it is used.
precacheAndRoute(fromTheStart);
registerRoute(({ url }) => isUsed(url.href), ({ url }) => keepUsed(url.href));
// Nothing else is ever kept. An answer of the API in these caches would outlive the session it was given to.
cleanupOutdatedCaches();

// The page that is open at the first visit was loaded without us; from now on its files come through here too.
self.addEventListener('activate', (event) => event.waitUntil(forgetOlderVersions().then(() => self.clients.claim())));

type Said = { type?: unknown; files?: string[] } | null;

self.addEventListener('message', (event) => {
  const said = event.data as Said;
  if (said?.type === 'SKIP_WAITING') void self.skipWaiting();
  if (said?.type === 'LOADED') event.waitUntil(Promise.all((said.files ?? []).filter(isUsed).map(keepUsed)));
});
