import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import { Refusal } from '@/lib/api/refusal';

export type Feed = components['schemas']['CalendarFeed'];

/** Since when calendars can read the family's visits; nothing when there is no such address. */
export const feedQuery = queryOptions({
  queryKey: ['scheduling', 'mine', 'feed'],
  queryFn: async ({ signal }): Promise<Feed | null> => {
    try {
      return await answerOf(api.GET('/api/v1/me/calendar-feed', { signal }));
    } catch (fault) {
      if (fault instanceof Refusal && fault.status === 404) return null;
      throw fault;
    }
  },
});

/** The whole address, said this once; the one of before is dead with it. */
export async function makeFeed(): Promise<string> {
  const { token } = await answerOf(api.POST('/api/v1/me/calendar-feed'));
  return `${globalThis.location.origin}/api/v1/calendar/${token}.ics`;
}

export const removeFeed = (): Promise<void> => done(api.DELETE('/api/v1/me/calendar-feed'));
