import { useCallback, useSyncExternalStore } from 'react';

/** Whole seconds until a moment, or none once it has passed. */
export function useCountdown(until: number | null): number {
  const listen = useCallback(
    (changed: () => void) => {
      if (until === null || until <= Date.now()) return () => undefined;
      const clock = setInterval(changed, 250);
      return () => clearInterval(clock);
    },
    [until],
  );
  return useSyncExternalStore(listen, () => (until === null ? 0 : Math.max(0, Math.ceil((until - Date.now()) / 1000))));
}
