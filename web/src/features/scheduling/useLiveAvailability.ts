import { useQuery, useQueryClient, type DefaultError, type QueryKey, type UseQueryOptions } from '@tanstack/react-query';
import { Refusal } from '@/lib/api/refusal';
import { NET_MS, useFollow, useIsLive } from '@/lib/live/useLive';

const LOOK_EVERY_MS = 5_000;
/** Who was told to ask less often does so. */
const REST_MS = 30_000;

type Watched<Selected> = {
  /** The diaries in which these times lie. */
  placesOf: (known: Selected | undefined) => string[];
  /** The days that are looked at; what changes on others is no news. */
  from: string;
  until?: string;
  everyMs?: number;
};

/**
 * Free times are other people's too. The server says when they change; while it cannot, they are asked for again every
 * few seconds. They are at once when somebody looks again, and a page that nobody sees asks for nothing.
 */
export function useLiveAvailability<T, Selected, Key extends QueryKey>(
  query: UseQueryOptions<T, DefaultError, Selected, Key>,
  { placesOf, from, until = '9999', everyMs = LOOK_EVERY_MS }: Watched<Selected>,
) {
  const queries = useQueryClient();
  const usualMs = useIsLive() ? NET_MS : everyMs;
  const known = useQuery({
    ...query,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.error instanceof Refusal && state.error.status === 429 ? REST_MS : usualMs),
    refetchOnWindowFocus: 'always',
  });
  const concerns = (place: string) => {
    const day = place.split('/')[2];
    return day === undefined || (day >= from && day <= until);
  };
  useFollow(placesOf(known.data), () => queries.invalidateQueries({ queryKey: query.queryKey }), concerns);
  return known;
}
