import { useQuery, type DefaultError, type QueryKey, type UseQueryOptions } from '@tanstack/react-query';
import { Refusal } from '@/lib/api/refusal';

const LOOK_EVERY_MS = 5_000;
/** Who was told to ask less often does so. */
const REST_MS = 30_000;

/**
 * Free times are other people's too. While somebody looks they are asked for again every few seconds, and at once when
 * somebody looks again; a page that nobody sees asks for nothing.
 */
export function useLiveAvailability<T, Selected, Key extends QueryKey>(
  query: UseQueryOptions<T, DefaultError, Selected, Key>,
  everyMs: number = LOOK_EVERY_MS,
) {
  return useQuery({
    ...query,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.error instanceof Refusal && state.error.status === 429 ? REST_MS : everyMs),
    refetchOnWindowFocus: 'always',
  });
}
