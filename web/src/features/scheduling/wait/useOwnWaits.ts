import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { NET_MS, useFollow, useIsLive } from '@/lib/live/useLive';
import { ownWaitsQuery, placeOf, type Waiting } from './waitApi';

/** An offer is good for minutes, so who waits hears of it soon also while nobody can tell us. */
const EVERY_MS = 5_000;
/** Who waits for nothing may have been put on the list by the desk. */
const IDLE_MS = 60_000;

const NONE: Waiting[] = [];

/** What the family waits for, as it is now. How the news comes is known here and nowhere else. */
export function useOwnWaits() {
  const queries = useQueryClient();
  const isLive = useIsLive();
  const renew = useCallback(() => queries.invalidateQueries({ queryKey: ownWaitsQuery.queryKey }), [queries]);
  const query = useQuery({
    ...ownWaitsQuery,
    staleTime: 0,
    refetchInterval: ({ state }) => {
      if (state.data === undefined || state.data.items.length === 0) return IDLE_MS;
      return isLive ? NET_MS : EVERY_MS;
    },
  });
  const { data } = query;
  const waits = data?.items ?? NONE;
  useFollow([...new Set(waits.map(({ wait }) => placeOf(wait)))], renew);
  return { waits, ahead: data?.ahead ?? 0, renew, error: data === undefined ? query.error : null };
}
