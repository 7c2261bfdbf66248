import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';

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
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const hideReview = (reviewId: string, reason: string): Promise<Review> =>
  answerOf(api.POST('/api/v1/reviews/{review_id}/hiding', { params: { path: { review_id: reviewId } }, body: { reason } }));
