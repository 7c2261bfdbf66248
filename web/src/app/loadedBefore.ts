/**
 * At the first visit the page is there before the service worker is, and its files did not come through it. It is told of
 * them once, so that whoever works here has their area without a network after the first day and not after the second.
 */
export function tellWhatWasLoaded(): void {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  if (workers === undefined || workers.controller !== null) return;
  const tell = () => workers.controller?.postMessage({ type: 'LOADED', files: performance.getEntriesByType('resource').map(({ name }) => name) });
  workers.addEventListener('controllerchange', tell, { once: true });
}
