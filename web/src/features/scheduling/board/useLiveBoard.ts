import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { boardKey, sheetsQuery, straysQuery, visitsQuery } from './boardApi';
import type { Sheet, Visit } from './model';

/** While the board is looked at; a board behind another window asks nothing. */
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
  return {
    sheets: useQuery({ ...sheetsQuery(clinicId, date), refetchInterval: EVERY_MS, staleTime: 0 }),
    visits: useQuery({ ...visitsQuery(clinicId, date), refetchInterval: EVERY_MS, staleTime: 0 }),
    strays: useQuery({ ...straysQuery(clinicId), refetchInterval: STRAYS_EVERY_MS, staleTime: 0 }),
    renew,
  };
}
