import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import { asSeen } from '@/lib/live/useLive';

export type Review = components['schemas']['Review'];

const PAGE = 5;

/** What patients say of a doctor, the latest first. */
export const reviewsQuery = (doctorId: string) =>
  infiniteQueryOptions({
    queryKey: ['directory', 'reviews', doctorId],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/practitioners/{practitioner_id}/reviews', {
          params: { path: { practitioner_id: doctorId }, query: { limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
          ...asSeen(),
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

const about = (reviewId: string) => ({ params: { path: { review_id: reviewId } } });

export const hideReview = (reviewId: string, reason: string): Promise<Review> =>
  answerOf(api.POST('/api/v1/reviews/{review_id}/hiding', { ...about(reviewId), body: { reason } }));

export const answerReview = (reviewId: string, text: string): Promise<Review> =>
  answerOf(api.POST('/api/v1/reviews/{review_id}/answer', { ...about(reviewId), body: { text } }));

/**
 * Puts what has become of one review into the list that is shown, or takes it out. The list is not asked for again:
 * for a moment the server may still answer as before, to everybody alike.
 */
export const patchReviews = (queries: QueryClient, doctorId: string, change: (review: Review) => Review | null): void => {
  queries.setQueryData(reviewsQuery(doctorId).queryKey, (known) =>
    known === undefined
      ? known
      : { ...known, pages: known.pages.map((page) => ({ ...page, items: page.items.flatMap((review) => change(review) ?? []) })) },
  );
};
