import { MINUTE, type Span } from './axis';
import type { OpenHours, Sheet } from './model';

const instant = (said: string): number => Date.parse(said);

/** An entry takes its buffers too: nothing fits where somebody else's clearing away is. */
function seatsTaken(sheet: Sheet, span: Span): number {
  const seats = sheet.entries
    .filter((entry) => instant(entry.from_at) < span.endsAt && span.startsAt < instant(entry.until_at))
    .map((entry) => entry.seat);
  return new Set(seats).size;
}

const fits = (sheet: Sheet, hours: OpenHours, span: Span): boolean =>
  span.endsAt <= instant(hours.until_at) && seatsTaken(sheet, span) < hours.seats;

const slotAt = (hours: OpenHours, at: number): Span => {
  const [from, length] = [instant(hours.from_at), hours.slot_minutes * MINUTE];
  const startsAt = from + Math.floor((at - from) / length) * length;
  return { startsAt, endsAt: startsAt + length };
};

/** The usual beginning at this moment, if somebody could be seen then. */
export function freeAt(sheet: Sheet | undefined, at: number): Span | null {
  if (sheet === undefined || sheet.closed_for.length > 0) return null;
  const hours = sheet.sessions.find((one) => instant(one.from_at) <= at && at < instant(one.until_at));
  if (hours === undefined) return null;
  const span = slotAt(hours, at);
  return fits(sheet, hours, span) ? span : null;
}

/** Every usual beginning that is not over and at which so long a visit fits, for who cannot or will not point at it. */
export function freeTimes(sheet: Sheet | undefined, now: number, lengthMinutes?: number): Span[] {
  if (sheet === undefined || sheet.closed_for.length > 0) return [];
  return sheet.sessions.flatMap((hours) => {
    const found: Span[] = [];
    for (let slot = slotAt(hours, instant(hours.from_at)); slot.startsAt < instant(hours.until_at); slot = slotAt(hours, slot.endsAt)) {
      const span = { ...slot, endsAt: slot.startsAt + (lengthMinutes ?? hours.slot_minutes) * MINUTE };
      if (span.endsAt > now && fits(sheet, hours, span)) found.push(span);
    }
    return found;
  });
}
