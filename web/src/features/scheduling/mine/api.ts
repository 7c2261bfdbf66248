import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { Appointment } from '../api';

const MOST_AHEAD = 100;
const PAGE = 20;

/** The visits of the family that are still to come, the next one first. */
export const aheadQuery = queryOptions({
  queryKey: ['scheduling', 'mine', 'ahead'],
  queryFn: ({ signal }) =>
    answerOf(api.GET('/api/v1/me/appointments', { params: { query: { ahead: true, limit: MOST_AHEAD } }, signal })),
  select: (page) => page.items.filter(isAhead).toSorted(byStart),
  refetchOnWindowFocus: 'always',
});

/** All of them, the latest first; a page at a time, because it may be years. */
export const allVisitsQuery = infiniteQueryOptions({
  queryKey: ['scheduling', 'mine', 'all'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(
      api.GET('/api/v1/me/appointments', {
        params: { query: { limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) } },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next_cursor,
});

export const visitQuery = (visitId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'visit', visitId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/appointments/{visit_id}', { params: { path: { visit_id: visitId } }, signal })),
    staleTime: 0,
  });

const LONGEST_WAIT_MS = 12 * 3_600_000;

/** A visit that has not ended, and has not come to nothing; who waits in the clinic may do so beyond the planned end. */
export const isAhead = ({ state, ends_at }: Appointment): boolean => {
  const over = Date.now() - Date.parse(ends_at);
  if (state === 'arrived' || state === 'in_consultation') return over < LONGEST_WAIT_MS;
  return (state === 'requested' || state === 'confirmed') && over < 0;
};

const byStart = (one: Appointment, other: Appointment): number => Date.parse(one.starts_at) - Date.parse(other.starts_at);

export const isMovable = (visit: Appointment): boolean => visit.state === 'requested' || visit.state === 'confirmed';

/** The key is made once for each wish, so that a press that is repeated moves it once. */
export const moveVisit = (visitId: string, startsAt: string, key: string): Promise<Appointment> =>
  answerOf(
    api.POST('/api/v1/appointments/{visit_id}/rescheduling', {
      params: { path: { visit_id: visitId }, header: { 'Idempotency-Key': key } },
      body: { starts_at: startsAt, practitioner_id: null, ends_at: null, reason: null, off_grid: false, scope: 'this' },
    }),
  );

export const cancelVisit = (visitId: string, reason: string): Promise<Appointment> =>
  answerOf(
    api.POST('/api/v1/appointments/{visit_id}/cancellation', {
      params: { path: { visit_id: visitId } },
      body: { reason: reason === '' ? null : reason, by: null, scope: 'this' },
    }),
  );

/** What I have said of visits, so that nothing is asked twice. */
export const ownReviewsQuery = queryOptions({
  queryKey: ['directory', 'reviews', 'mine'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/me/reviews', { params: { query: { limit: MOST_AHEAD } }, signal })),
});

export const rateVisit = (visitId: string, stars: number, text: string) =>
  answerOf(api.POST('/api/v1/appointments/{visit_id}/review', { params: { path: { visit_id: visitId } }, body: { stars, text } }));
