/**
 * A clinic's day is a day of its own zone, whatever the reader's clock says. Everything here goes from a day and a wall
 * clock to an instant (milliseconds) and back; a day on which the clocks change has 23 or 25 hours and nothing breaks.
 */

const MINUTE = 60_000;

type Wall = { day: string; minutes: number };

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

/** What the clock on the clinic's wall shows at an instant: the day, and the minutes since its midnight. */
export function wallOf(at: number, zone: string): Wall {
  const said: Record<string, string> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) said[type] = value;
  const day = [said['year']?.padStart(4, '0'), said['month'], said['day']].join('-');
  return { day, minutes: Number(said['hour']) * 60 + Number(said['minute']) };
}

const asIfUtc = ({ day, minutes }: Wall): number => Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;

/** How far the zone's clocks are ahead of UTC at an instant. */
const aheadAt = (at: number, zone: string): number => asIfUtc(wallOf(at, zone)) - Math.floor(at / MINUTE) * MINUTE;

/**
 * The instant of a wall-clock time. A time that the clocks jump over becomes the one as much later; of a time that they
 * show twice it is the first.
 */
export function instantOf(day: string, minutes: number, zone: string): number {
  const wanted = asIfUtc({ day, minutes });
  const before = wanted - aheadAt(wanted - 24 * 60 * MINUTE, zone);
  if (asIfUtc(wallOf(before, zone)) === wanted) return before;
  const after = wanted - aheadAt(wanted + 24 * 60 * MINUTE, zone);
  return asIfUtc(wallOf(after, zone)) === wanted ? after : before;
}

/** "09:30" → 570; "24:00" is the end of the day. */
export function minutesOf(clock: string): number | null {
  const read = /^(\d{1,2}):(\d{2})$/.exec(clock);
  if (read === null) return null;
  const minutes = Number(read[1]) * 60 + Number(read[2]);
  return Number(read[2]) < 60 && minutes <= 24 * 60 ? minutes : null;
}

/** 570 → "09:30", as a time field wants it. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export const clockAt = (at: number, zone: string): string => clockOf(wallOf(at, zone).minutes);

/** Days are counted in UTC, where each has 24 hours. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * MINUTE).toISOString().slice(0, 10);

export const isDay = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

export const sent = (at: number): string => new Date(at).toISOString();
