import { describe, expect, test } from 'vitest';
import { clockAt } from '../../zones';
import type { Appointment } from '../model';
import { aVisit } from '../testing/day';
import { datesOf, followersOf, placeIn, waysOn } from './dates';

const ZONE = 'Asia/Kolkata';
const inWeek = (n: number, differing: Partial<Appointment> = {}): Appointment => {
  const shifted = (at: string) => new Date(Date.parse(at) + n * 7 * 86_400_000).toISOString();
  const first = aVisit();
  return { ...first, id: `ap_${n}`, series_id: 'sr_1', starts_at: shifted(first.starts_at), ends_at: shifted(first.ends_at), ...differing };
};
const SERIES = [inWeek(0, { state: 'completed' }), inWeek(1), inWeek(2, { state: 'cancelled' }), inWeek(3), inWeek(4)];

describe('the dates of a series', () => {
  test('are so many weeks apart', () =>
    expect(datesOf(Date.parse('2026-11-23T09:30:00+05:30'), 2, 3, ZONE).map(({ day }) => day)).toEqual(['2026-11-23', '2026-12-07', '2026-12-21']));

  test('keep the hour on the clinic’s wall when its clocks change', () => {
    const dates = datesOf(Date.parse('2027-03-21T10:00:00+01:00'), 1, 2, 'Europe/Berlin');
    expect(dates.map(({ at }) => clockAt(at, 'Europe/Berlin'))).toEqual(['10:00', '10:00']);
    expect((dates[1]?.at ?? 0) - (dates[0]?.at ?? 0)).toBe((7 * 24 - 1) * 3_600_000);
  });
});

describe('a visit’s place', () => {
  test('is counted among those that stand', () => {
    expect(placeIn(SERIES, 'ap_1')).toEqual({ place: 2, of: 4 });
    expect(placeIn(SERIES, 'ap_3')).toEqual({ place: 3, of: 4 });
  });
  test('is none when it was cancelled', () => expect(placeIn(SERIES, 'ap_2')).toBeNull());
  test('is by time and not by when it was booked', () => expect(placeIn(SERIES.toReversed(), 'ap_0')).toEqual({ place: 1, of: 4 }));
});

describe('those that follow', () => {
  test('are later and still to come', () => expect(followersOf(inWeek(1), SERIES).map(({ id }) => id)).toEqual(['ap_3', 'ap_4']));
  test('are none behind the last', () => expect(followersOf(inWeek(4), SERIES)).toEqual([]));
});

describe('when dates are in the way', () => {
  const days = ['a', 'b', 'c', 'd', 'e'];
  test('the others are left, or those before the first of them', () => expect(waysOn(days, ['c', 'e'])).toEqual({ left: 3, first: 2 }));
  test('there may be no way at all', () => expect(waysOn(days, days)).toEqual({ left: 0, first: 0 }));
});
