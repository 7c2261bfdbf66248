import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { NET_MS, useFollow, useIsLive } from '@/lib/live/useLive';
import { boardKey, sheetsQuery, straysQuery, visitsQuery } from './boardApi';
import type { Sheet, Visit } from './model';

/** While the board is looked at and nobody tells it of changes; a board behind another window asks nothing. */
const EVERY_MS = 5_000;
const STRAYS_EVERY_MS = 15_000;

export type LiveBoard = {
  sheets: UseQueryResult<Sheet[]>;
  visits: UseQueryResult<Visit[]>;
  strays: UseQueryResult<Visit[]>;
  renew: () => Promise<void>;
};

/** A day of the clinic as it is now. How the news comes is known here and nowhere else. */
export function useLiveBoard(clinicId: string, date: string): LiveBoard {
  const queries = useQueryClient();
  const renew = useCallback(() => queries.invalidateQueries({ queryKey: boardKey(clinicId) }), [queries, clinicId]);
  const isLive = useIsLive();
  const [everyMs, straysMs] = isLive ? [NET_MS, NET_MS] : [EVERY_MS, STRAYS_EVERY_MS];
  useFollow([clinicId], renew, (place) => isOn(place, date));
  return {
    sheets: useQuery({ ...sheetsQuery(clinicId, date), refetchInterval: everyMs, staleTime: 0 }),
    visits: useQuery({ ...visitsQuery(clinicId, date), refetchInterval: everyMs, staleTime: 0 }),
    strays: useQuery({ ...straysQuery(clinicId), refetchInterval: straysMs, staleTime: 0 }),
    renew,
  };
}

/** What says no day may be about this one; the queue has a screen of its own. */
function isOn(place: string, date: string): boolean {
  const [, of, last] = place.split('/');
  if (of === 'queue') return false;
  return of === 'visits' || last === undefined || last === date;
}
