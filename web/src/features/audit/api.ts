import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';

export type Entry = components['schemas']['Entry'];

/** What the trail is searched by; "on" is a day as the reader's own clock has it. */
export type TrailSearch = { account?: string; entity?: string; action?: string; entity_id?: string; from?: string; until?: string };

const PAGE = 30;

/** The first moment of a day here, or of the day after it. */
function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

export const trailQuery = ({ from, until, ...search }: TrailSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'trail', { from, until, ...search }],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/audit/entries', {
          params: {
            query: {
              ...search,
              ...(from !== undefined && { since: startOf(from, 0) }),
              ...(until !== undefined && { until: startOf(until, 1) }),
              limit: PAGE,
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
