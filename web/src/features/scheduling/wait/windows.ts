import { daysFrom } from '@/lib/format/times';
import { PARTS, type Part } from '../book/times';
import { minutesOf } from '../zones';
import type { Suiting } from './waitApi';

type Hours = { from: string; until: string };

/** What somebody says of when they could come, as it is being written. */
export type Windows = {
  from: string;
  until: string;
  /** Monday is 0; none means any day. */
  weekdays: number[];
  /** None means any time. */
  parts: Part[];
  /** Hours of one's own in place of parts of the day. */
  own: Hours | null;
};

const WHOLE_DAY: Hours = { from: '00:00', until: '24:00' };
const HOURS: Record<Part, Hours> = {
  morning: { from: '00:00', until: '12:00' },
  afternoon: { from: '12:00', until: '17:00' },
  evening: { from: '17:00', until: '24:00' },
};
export const OWN_HOURS: Hours = { from: '10:00', until: '13:00' };
/** For how long one can wait, as the server has it. */
const LONGEST_DAYS = 180;
const WEEK = 7;

export const windowsFrom = (from: string, until: string): Windows => ({ from, until, weekdays: [], parts: [], own: null });

/** Parts that follow on one another are one stretch, or a visit over noon would suit in neither. */
function hoursOf({ parts, own }: Windows): Hours[] {
  if (own !== null) return [own];
  const stretches: Hours[] = [];
  for (const { from, until } of PARTS.filter((part) => parts.includes(part)).map((part) => HOURS[part])) {
    const last = stretches.at(-1);
    if (last?.until === from) stretches[stretches.length - 1] = { from: last.from, until };
    else stretches.push({ from, until });
  }
  return stretches.length === 0 ? [WHOLE_DAY] : stretches;
}

export const suitingOf = (windows: Windows): Suiting[] =>
  hoursOf(windows).map((hours) => ({
    from_on: windows.from,
    until_on: windows.until,
    weekdays: windows.weekdays.toSorted(),
    from_time: hours.from,
    until_time: hours.until,
  }));

export type Fault = 'order' | 'past' | 'far' | 'noDay' | 'hours';

const weekdayOf = (civil: string): number => (new Date(`${civil}T00:00:00Z`).getUTCDay() + 6) % WEEK;

function hasDay({ from, until, weekdays }: Windows): boolean {
  if (weekdays.length === 0) return true;
  const first = weekdayOf(from);
  const days = Math.min(WEEK, daysFrom(from, until) + 1);
  return Array.from({ length: days }, (_, ahead) => (first + ahead) % WEEK).some((day) => weekdays.includes(day));
}

/** Why nothing could ever be offered for this, if so: said before it is sent. */
export function faultOf(windows: Windows, today: string): Fault | null {
  const { from, until, own } = windows;
  if (until < from) return 'order';
  if (until < today) return 'past';
  if (daysFrom(today, until) > LONGEST_DAYS) return 'far';
  if (!hasDay(windows)) return 'noDay';
  return own !== null && (minutesOf(own.until) ?? 0) <= (minutesOf(own.from) ?? 0) ? 'hours' : null;
}

/** A stretch of the day as people call it. */
export type Stretch = { kind: 'any' } | { kind: Part } | { kind: 'until'; until: string } | { kind: 'from'; from: string } | { kind: 'between'; from: string; until: string };

export function stretchOf(from: string, until: string): Stretch {
  const part = PARTS.find((one) => HOURS[one].from === from && HOURS[one].until === until);
  if (part !== undefined) return { kind: part };
  if (from === WHOLE_DAY.from) return until === WHOLE_DAY.until ? { kind: 'any' } : { kind: 'until', until };
  return until === WHOLE_DAY.until ? { kind: 'from', from } : { kind: 'between', from, until };
}

export type Said = { from: string; until: string; weekdays: number[]; stretches: Stretch[] };

/** The same days with several hours are said once. */
export function saidOf(suiting: Suiting[]): Said[] {
  const said = new Map<string, Said>();
  for (const { from_on: from, until_on: until, weekdays, from_time, until_time } of suiting) {
    const key = [from, until, ...weekdays].join(' ');
    const known = said.get(key) ?? { from, until, weekdays, stretches: [] };
    said.set(key, { ...known, stretches: [...known.stretches, stretchOf(from_time, until_time)] });
  }
  return [...said.values()];
}

/** Whether a time lies in what somebody said would do; days and hours are those of the clinic's own clock. */
export function suits(suiting: Suiting[], begins: { day: string; minutes: number }, ends: { day: string; minutes: number }): boolean {
  const last = ends.day === begins.day ? ends.minutes : (minutesOf(WHOLE_DAY.until) ?? 0);
  return suiting.some(
    (one) =>
      one.from_on <= begins.day &&
      begins.day <= one.until_on &&
      (one.weekdays.length === 0 || one.weekdays.includes(weekdayOf(begins.day))) &&
      (minutesOf(one.from_time) ?? 0) <= begins.minutes &&
      last <= (minutesOf(one.until_time) ?? 0),
  );
}
