import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;

function listen(changed: () => void) {
  const clock = setInterval(changed, MINUTE_MS / 4);
  return () => clearInterval(clock);
}

/** Now, as far as words like "in 20 minutes" need it. */
export function useMinute(): Date {
  const minute = useSyncExternalStore(listen, () => Math.floor(Date.now() / MINUTE_MS));
  return new Date(minute * MINUTE_MS);
}
