import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';

export type Grant = components['schemas']['Grant'];

const PAGE = 30;

export const grantsQuery = (state: 'seen' | 'unseen') =>
  infiniteQueryOptions({
    queryKey: ['access', 'grants', state],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/break-glass', {
          params: { query: { state, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const markSeen = (grantId: string): Promise<Grant> =>
  answerOf(api.POST('/api/v1/break-glass/{grant_id}/seen', { params: { path: { grant_id: grantId } } }));
