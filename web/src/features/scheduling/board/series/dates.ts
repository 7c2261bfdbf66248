import { dayAfter, instantOf, wallOf } from '../../zones';
import { isMovable, type Appointment } from '../model';

/** As many as the server promises together. */
export const MOST_VISITS = 26;
export const FEWEST_VISITS = 2;

export type Dated = { day: string; at: number };

/** On which days a series falls: ten o'clock stays ten o'clock when the clinic's clocks are moved. */
export function datesOf(startsAt: number, everyWeeks: number, count: number, zone: string): Dated[] {
  const { day, minutes } = wallOf(startsAt, zone);
  return Array.from({ length: count }, (_, n) => {
    const on = dayAfter(day, 7 * everyWeeks * n);
    return { day: on, at: instantOf(on, minutes, zone) };
  });
}

const stands = ({ state }: Appointment): boolean => state !== 'cancelled' && state !== 'expired';

/** "2 of 6": where a visit stands among those of its series that were not cancelled. */
export function placeIn(series: Appointment[], visitId: string): { place: number; of: number } | null {
  const standing = series.filter(stands).toSorted((a, b) => a.starts_at.localeCompare(b.starts_at));
  const place = standing.findIndex(({ id }) => id === visitId);
  return place < 0 ? null : { place: place + 1, of: standing.length };
}

/** What "this and all that follow" means besides this one: later, and still to be changed. */
export const followersOf = (visit: Appointment, series: Appointment[]): Appointment[] =>
  series.filter((other) => other.id !== visit.id && Date.parse(other.starts_at) >= Date.parse(visit.starts_at) && isMovable(other));

/** How one gets on when some dates are in the way: without them, or only as far as the first of them. */
export function waysOn(dates: string[], missing: string[]): { left: number; first: number } {
  const obstacle = dates.findIndex((day) => missing.includes(day));
  return { left: dates.filter((day) => !missing.includes(day)).length, first: obstacle < 0 ? dates.length : obstacle };
}
