/** The moments of a diary are the clinic's: each is written by the clock on its wall, wherever its reader is. */

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A formatter costs more than what it writes, and a calendar writes a hundred times. */
function clockOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = clocks.get(key) ?? new Intl.DateTimeFormat(locale, options);
  clocks.set(key, known);
  return known;
}

/** "10:30 am" */
export const timeText = (instant: string, timeZone: string, locale: string): string =>
  clockOf(locale, { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(instant));

/** The day on the clinic's calendar: "2026-12-25". */
export const dayIn = (instant: string, timeZone: string): string =>
  clockOf('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant));

export const hourIn = (instant: string, timeZone: string): number =>
  Number(clockOf('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(instant)));

const DAY_MS = 86_400_000;
const midnight = (civil: string): number => Date.parse(`${civil}T00:00:00Z`);

/** Days are counted on the calendar, so that a change of the clocks adds and takes none. */
export const addDays = (civil: string, days: number): string =>
  new Date(midnight(civil) + days * DAY_MS).toISOString().slice(0, 10);

export const daysFrom = (civil: string, other: string): number => Math.round((midnight(other) - midnight(civil)) / DAY_MS);

const LOOKS = {
  /** "Fri" */
  weekday: { weekday: 'short' },
  /** "25" */
  number: { day: 'numeric' },
  /** "25 Dec" */
  short: { day: 'numeric', month: 'short' },
  /** "Dec" */
  monthShort: { month: 'short' },
  /** "Friday, 25 December" */
  long: { weekday: 'long', day: 'numeric', month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DayLook = keyof typeof LOOKS;

export const dayText = (civil: string, look: DayLook, locale: string): string =>
  clockOf(locale, { ...LOOKS[look], timeZone: 'UTC' }).format(midnight(civil));

/** "India Standard Time": a zone as people call it. */
export const zoneText = (timeZone: string, locale: string, at: Date): string =>
  clockOf(locale, { timeZone, timeZoneName: 'long' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value ?? timeZone;

/** Whether two clocks show the same at this moment; "Asia/Calcutta" and "Asia/Kolkata" always do. */
export const sameClock = (zone: string, other: string, at: Date): boolean => {
  const look = (timeZone: string) => clockOf('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  return look(zone) === look(other);
};

export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const MINUTE_MS = 60_000;

/** "in 3 days", "tomorrow", "in 2 hours": how far off a moment is, by the calendar once it is on another day. */
export function fromNowText(instant: string, now: Date, timeZone: string, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const days = daysFrom(dayIn(now.toISOString(), timeZone), dayIn(instant, timeZone));
  if (days !== 0) return words.format(days, 'day');
  const minutes = Math.round((Date.parse(instant) - now.getTime()) / MINUTE_MS);
  return Math.abs(minutes) < 60 ? words.format(minutes, 'minute') : words.format(Math.round(minutes / 60), 'hour');
}
