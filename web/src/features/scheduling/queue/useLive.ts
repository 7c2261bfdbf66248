import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { NET_MS, useFollow, useIsLive } from '@/lib/live/useLive';
import { boardQuery, ownPlaceQuery, queueQuery } from './queueApi';

/** How the news comes is known here and nowhere else: by itself, or by asking again while nobody can tell us. */
const DESK_MS = 2_500;
const OWN_MS = 5_000;
const BOARD_MS = 2_500;
/** What a board shows also grows old by itself, e.g. who was called a while ago. */
const BOARD_NET_MS = 10_000;

/** A step of a visit moves the line as well as a call does. */
const movesIn = (clinicId: string) => [`${clinicId}/queue`, `${clinicId}/visits`];

export function useLiveQueue(clinicId: string, date: string) {
  const queries = useQueryClient();
  const renew = useCallback(() => queries.invalidateQueries({ queryKey: ['scheduling', 'board', clinicId] }), [queries, clinicId]);
  const everyMs = useIsLive() ? NET_MS : DESK_MS;
  useFollow(movesIn(clinicId), renew);
  return { query: useQuery({ ...queueQuery(clinicId, date), refetchInterval: everyMs, staleTime: 0 }), renew };
}

export function useOwnPlace({ id, clinic_id: clinicId, practitioner_id: doctorId }: { id: string; clinic_id: string; practitioner_id: string }) {
  const queries = useQueryClient();
  const query = ownPlaceQuery(id);
  const everyMs = useIsLive() ? NET_MS : OWN_MS;
  useFollow(
    movesIn(clinicId).map((line) => `${line}/${doctorId}`),
    () => queries.invalidateQueries({ queryKey: query.queryKey }),
  );
  return useQuery({ ...query, refetchInterval: everyMs, staleTime: 0, retry: false });
}

/** A board hangs there all day: it asks on, also while nobody has touched it for hours or the network was away. */
export function useLiveNumbers(clinicId: string, key: string) {
  const queries = useQueryClient();
  const query = boardQuery(clinicId, key);
  const everyMs = useIsLive() ? BOARD_NET_MS : BOARD_MS;
  const topics = clinicId === '' ? [] : [`${clinicId}/queue`];
  useFollow(topics, () => queries.invalidateQueries({ queryKey: query.queryKey }));
  return useQuery({
    ...query,
    // An address without a clinic or a key asks nobody.
    enabled: clinicId !== '' && key !== '',
    refetchInterval: everyMs,
    refetchIntervalInBackground: true,
    staleTime: 0,
    retry: false,
    networkMode: 'always',
  });
}
