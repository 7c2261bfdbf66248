import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { NET_MS, useFollow, useIsLive } from '@/lib/live/useLive';
import { waitlistQuery } from './waitlistApi';

const EVERY_MS = 5_000;

/** The list as it is now. How the news comes is known here and nowhere else. */
export function useLiveWaitlist(clinicId: string) {
  const queries = useQueryClient();
  const query = waitlistQuery(clinicId);
  const everyMs = useIsLive() ? NET_MS : EVERY_MS;
  const renew = useCallback(() => queries.invalidateQueries({ queryKey: ['scheduling', 'waitlist', clinicId] }), [queries, clinicId]);
  useFollow([`${clinicId}/waits`], renew);
  return { query: useQuery({ ...query, refetchInterval: everyMs, staleTime: 0 }), renew };
}
