import { queryOptions } from '@tanstack/react-query';
import { answerOf } from '@/lib/api/answer';
import { Refusal } from '@/lib/api/refusal';
import type { components } from '@/lib/api/schema';
import { doors } from '@/lib/session/doors';

export type NewHouse = components['schemas']['NewHouse'];

/** Whether this installation is empty; where it is not, the server knows no such address. */
export const awaitedQuery = queryOptions({
  queryKey: ['founding'],
  queryFn: async ({ signal }) => {
    try {
      return (await answerOf(doors.GET('/api/v1/setup', { signal }))).awaited;
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return false;
      throw error;
    }
  },
  staleTime: Infinity,
});

/** The browser proves its key along with it, because it is let in by the founding. */
export const foundHouse = (wish: NewHouse) => answerOf(doors.POST('/api/v1/setup', { body: wish }));
