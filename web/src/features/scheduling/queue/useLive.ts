import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { boardQuery, ownPlaceQuery, queueQuery } from './queueApi';

/** How the news comes is known here and nowhere else: for now each asks again while it is looked at. */
const DESK_MS = 2_500;
const OWN_MS = 5_000;
const BOARD_MS = 2_500;

export function useLiveQueue(clinicId: string, date: string) {
  const queries = useQueryClient();
  const renew = useCallback(() => queries.invalidateQueries({ queryKey: ['scheduling', 'board', clinicId] }), [queries, clinicId]);
  return { query: useQuery({ ...queueQuery(clinicId, date), refetchInterval: DESK_MS, staleTime: 0 }), renew };
}

export const useOwnPlace = (visitId: string) => useQuery({ ...ownPlaceQuery(visitId), refetchInterval: OWN_MS, staleTime: 0, retry: false });

/** A board hangs there all day: it asks on, also while nobody has touched it for hours or the network was away. */
export const useLiveNumbers = (clinicId: string, key: string) =>
  useQuery({ ...boardQuery(clinicId, key), refetchInterval: BOARD_MS, refetchIntervalInBackground: true, staleTime: 0, retry: false, networkMode: 'always' });
