/** A date without a time ("2026-12-25") belongs to no zone, so it is read and written in one and the same. */
const asInstant = (civil: string): Date => new Date(`${civil}T00:00:00Z`);

export function dateText(civil: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(asInstant(civil));
}

export function dateRangeText(from: string, until: string, locale: string): string {
  if (from === until) return dateText(from, locale);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).formatRange(
    asInstant(from),
    asInstant(until),
  );
}

/** Today where the clinic stands, as "2026-12-25"; the visitor may be in another country. */
export function todayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}

/** A moment as the reader's own clock shows it: "21 Nov 2026, 2:30 pm". */
export const momentText = (instant: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
