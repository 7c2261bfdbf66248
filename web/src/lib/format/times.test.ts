import { describe, expect, test } from 'vitest';
import { addDays, dayIn, daysFrom, dayText, fromNowText, hourIn, sameClock, timeText, zoneText } from './times';

const KOLKATA = 'Asia/Kolkata';

describe('a moment of the diary', () => {
  test('is written by the clinic’s clock', () => {
    expect(timeText('2026-12-25T05:00:00+00:00', KOLKATA, 'en-IN')).toMatch(/^10:30\sam$/);
    expect(timeText('2026-12-25T05:00:00+00:00', 'Europe/London', 'en-IN')).toMatch(/^5:00\sam$/);
  });
  test('is on the clinic’s day', () => expect(dayIn('2026-12-24T20:00:00Z', KOLKATA)).toBe('2026-12-25'));
  test('at midnight is in hour nought', () => expect(hourIn('2026-12-24T18:30:00Z', KOLKATA)).toBe(0));
});

describe('days', () => {
  test('are counted on the calendar, over a change of the clocks too', () => {
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
    expect(daysFrom('2026-10-24', '2026-10-26')).toBe(2);
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
  });
  test('have a short and a long name', () => {
    expect(dayText('2026-12-25', 'weekday', 'en-IN')).toBe('Fri');
    expect(dayText('2026-12-25', 'long', 'en-IN')).toMatch(/Friday.*25 December/);
    expect(dayText('2026-12-25', 'long', 'hi-IN')).toMatch(/शुक्रवार.*25 दिसंबर/);
  });
});

describe('how far off a visit is', () => {
  const now = new Date('2026-12-24T12:00:00Z');
  const said = (instant: string) => fromNowText(instant, now, KOLKATA, 'en-IN');
  test('is said in minutes, hours and days', () => {
    expect(said('2026-12-24T12:20:00Z')).toMatch(/in 20 min/);
    expect(said('2026-12-24T15:00:00Z')).toMatch(/in 3 h/);
    expect(said('2026-12-25T05:00:00Z')).toBe('tomorrow');
    expect(said('2026-12-31T05:00:00Z')).toBe('in 7 days');
  });
  test('goes by the clinic’s midnight', () => expect(said('2026-12-24T19:00:00Z')).toBe('tomorrow'));
});

describe('a zone', () => {
  test('has a name', () => expect(zoneText(KOLKATA, 'en-IN', new Date())).toBe('India Standard Time'));
  test('is compared by what its clock shows', () => {
    const now = new Date('2026-12-24T12:00:00Z');
    expect(sameClock(KOLKATA, 'Asia/Colombo', now)).toBe(true);
    expect(sameClock(KOLKATA, 'Asia/Dubai', now)).toBe(false);
  });
});
