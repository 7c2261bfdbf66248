import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

const SLOW_MS = 5_000;

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

// The order matters: the first route that fits wins, and "/" must be asked from the network before the kept one.
registerRoute(new NavigationRoute(freshShell, { denylist: [/^\/api\//] }));
// Nothing else is ever kept. An answer of the API in this cache would outlive the session it was given to.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
