import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';

export type Hold = components['schemas']['Hold'];
export type NewHold = components['schemas']['NewHold'];
export type Retention = components['schemas']['Retention'];
export type Term = Retention['rows'][number];

export const RECORD_TYPES = [
  'patient', 'chart', 'prescription', 'result', 'document', 'consent', 'appointment', 'invoice', 'message', 'trail',
] as const;

const PAGE = 30;

export const holdsQuery = (state: 'standing' | 'lifted') =>
  infiniteQueryOptions({
    queryKey: ['audit', 'holds', state],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/legal-holds', {
          params: { query: { state, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const placeHold = (wish: NewHold): Promise<Hold> => answerOf(api.POST('/api/v1/legal-holds', { body: wish }));

export const liftHold = (holdId: string, reason: string): Promise<Hold> =>
  answerOf(api.POST('/api/v1/legal-holds/{hold_id}/lifting', { params: { path: { hold_id: holdId } }, body: { reason } }));

export const retentionQuery = queryOptions({
  queryKey: ['audit', 'retention'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/retention', { signal })),
});

/** Says which version was seen, so that a colleague's change is never overwritten unseen. */
export const changeTerms = (seen: Retention, rows: Term[]): Promise<Retention> =>
  answerOf(
    api.PATCH('/api/v1/retention', { params: { header: { 'If-Match': `"v${seen.version}"` } }, body: { rows } }),
  );
