import { addDays, hourIn } from '@/lib/format/times';
import type { FreeDay, FreeTime } from '../api';

export const PARTS = ['morning', 'afternoon', 'evening'] as const;
export type Part = (typeof PARTS)[number];

const NOON = 12;
const EVENING = 17;

export function partOf(instant: string, timeZone: string): Part {
  const hour = hourIn(instant, timeZone);
  if (hour < NOON) return 'morning';
  return hour < EVENING ? 'afternoon' : 'evening';
}

/** The times of one day by the parts of the day as the clinic lives them; a part without any is left out. */
export function byPart(times: FreeTime[], timeZone: string): [Part, FreeTime[]][] {
  return PARTS.map((part): [Part, FreeTime[]] => [part, times.filter((time) => partOf(time.starts_at, timeZone) === part)]).filter(
    ([, some]) => some.length > 0,
  );
}

/** Two weeks are asked for at once: one is looked at, and the next is there when it is wanted. */
export const ASKED_DAYS = 14;
export const WEEK = 7;
/** The longest range that the server answers. */
const LONGEST = 42;

export type Range = { from: string; until: string };

/** The days of a week of the calendar, and the range in which they are asked for. */
export function weekOf(today: string, week: number): { days: string[]; range: Range } {
  const first = addDays(today, week * WEEK);
  const asked = addDays(today, Math.floor((week * WEEK) / ASKED_DAYS) * ASKED_DAYS);
  return {
    days: Array.from({ length: WEEK }, (_, day) => addDays(first, day)),
    range: { from: asked, until: addDays(asked, ASKED_DAYS - 1) },
  };
}

/** Where to look on when nothing is free in a range. */
export const rangeAfter = ({ until }: Range): Range => ({ from: addDays(until, 1), until: addDays(until, LONGEST) });

export const firstFreeDay = (days: FreeDay[], notBefore = ''): FreeDay | undefined =>
  days.find(({ on, times }) => on >= notBefore && times.length > 0);

/** The free times that are closest to one that cannot be had any more, in the order of the day. */
export function nearestTo(at: string, days: FreeDay[], count = 6): FreeTime[] {
  const wanted = Date.parse(at);
  const far = (time: FreeTime) => Math.abs(Date.parse(time.starts_at) - wanted);
  return days
    .flatMap(({ times }) => times)
    .toSorted((one, other) => far(one) - far(other))
    .slice(0, count)
    .toSorted((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
}

/** "1:05" */
export const clockText = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
