import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '@/lib/api/client';
import type { paths } from '@/lib/api/schema';
import { ownZone, dayIn } from '@/lib/format/times';
import { asSeen } from '@/lib/live/useLive';
import type { NextFree } from '../api';
import { useLiveAvailability } from '../useLiveAvailability';

export type NextSearch = Pick<
  NonNullable<paths['/api/v1/availability/search']['get']['parameters']['query']>,
  'name' | 'speciality' | 'city' | 'language' | 'mode'
>;

const DAYS = 14;
const LOOK_EVERY_MS = 15_000;

/** The visitor's day or the one at Greenwich, whichever is earlier: a clinic west of both has not reached it yet. */
function earliestToday(now: Date): string {
  const instant = now.toISOString();
  const days = [dayIn(instant, ownZone()), dayIn(instant, 'UTC')].toSorted();
  return days[0] ?? instant.slice(0, 10);
}

const nextTimesQuery = ({ name, speciality, city, language, mode }: NextSearch, date: string) => {
  const wish = {
    ...(name !== undefined && { name }),
    ...(speciality !== undefined && { speciality }),
    ...(city !== undefined && { city }),
    ...(language !== undefined && { language }),
    ...(mode !== undefined && { mode }),
  };
  return queryOptions({
    queryKey: ['scheduling', 'next', wish, date],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/availability/search', { params: { query: { ...wish, date, days: DAYS } }, signal, ...asSeen() })),
    select: (page) => new Map<string, NextFree>(page.items.map((item) => [item.practitioner_id, item])),
  });
};

const diariesOf = (found: Map<string, NextFree> | undefined) =>
  [...(found?.values() ?? [])].map((one) => `${one.clinic_id}/${one.practitioner_id}`);

/** The next free times of everybody in a list, by doctor: one question for the whole page. */
export function useNextTimes(search: NextSearch) {
  const [date] = useState(() => earliestToday(new Date()));
  const query = nextTimesQuery(search, date);
  return useLiveAvailability({ ...query, placeholderData: keepPreviousData }, { placesOf: diariesOf, from: date, everyMs: LOOK_EVERY_MS });
}
