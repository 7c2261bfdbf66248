import { describe, expect, test } from 'vitest';
import { clockAt, clockOf, dayAfter, instantOf, isDay, minutesOf, wallOf } from './zones';

const hours = (day: string) => (instantOf(dayAfter(day, 1), 0, 'America/New_York') - instantOf(day, 0, 'America/New_York')) / 3_600_000;
const utc = (text: string) => Date.parse(text);

describe('the clinic’s clock', () => {
  test('is India’s, half an hour beside the hours of the world', () => {
    expect(instantOf('2026-11-21', 9 * 60 + 30, 'Asia/Kolkata')).toBe(utc('2026-11-21T04:00:00Z'));
    expect(wallOf(utc('2026-11-21T20:00:00Z'), 'Asia/Kolkata')).toEqual({ day: '2026-11-22', minutes: 90 });
  });

  test('is right before and after the clocks change', () => {
    expect(instantOf('2027-03-28', 60, 'Europe/Berlin')).toBe(utc('2027-03-28T00:00:00Z'));
    expect(instantOf('2027-03-28', 4 * 60, 'Europe/Berlin')).toBe(utc('2027-03-28T02:00:00Z'));
    expect(instantOf('2027-10-31', 4 * 60, 'Europe/Berlin')).toBe(utc('2027-10-31T03:00:00Z'));
  });

  test('shows no time that it jumps over, and goes on behind it', () =>
    expect(clockAt(instantOf('2027-03-28', 2 * 60 + 30, 'Europe/Berlin'), 'Europe/Berlin')).toBe('03:30'));

  test('means the first of two equal times', () =>
    expect(instantOf('2027-10-31', 2 * 60 + 30, 'Europe/Berlin')).toBe(utc('2027-10-31T00:30:00Z')));

  test('has days of 23 and of 25 hours', () => {
    expect([hours('2027-03-14'), hours('2027-03-15'), hours('2027-11-07')]).toEqual([23, 24, 25]);
  });
});

describe('a time in a field', () => {
  test('is read and written as minutes', () => {
    expect([minutesOf('09:30'), minutesOf('24:00'), minutesOf('9.30'), minutesOf('24:05'), minutesOf('10:75')]).toEqual([570, 1440, null, null, null]);
    expect(clockOf(570)).toBe('09:30');
  });
});

describe('a day', () => {
  test('follows another over the end of a year', () => expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01'));
  test('is what a calendar has', () => expect([isDay('2026-11-21'), isDay('2026-13-01'), isDay(5), isDay('soon')]).toEqual([true, false, false, false]));
});
