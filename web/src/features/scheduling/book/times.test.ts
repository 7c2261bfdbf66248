import { describe, expect, test } from 'vitest';
import type { FreeTime } from '../api';
import { byPart, clockText, firstFreeDay, nearestTo, rangeAfter, weekOf } from './times';

const KOLKATA = 'Asia/Kolkata';
const free = (startsAt: string): FreeTime => ({ starts_at: startsAt, ends_at: startsAt, seats_left: 1, modes: ['in_person'], place: '' });
/** 09:00, 12:00 and 17:00 on the clock of Kolkata. */
const [nine, noon, five] = [free('2026-12-25T03:30:00Z'), free('2026-12-25T06:30:00Z'), free('2026-12-25T11:30:00Z')];

describe('the times of a day', () => {
  test('stand under the part of the day as the clinic lives it', () =>
    expect(byPart([nine, noon, five], KOLKATA)).toEqual([
      ['morning', [nine]],
      ['afternoon', [noon]],
      ['evening', [five]],
    ]));
  test('leave out a part in which nothing is free', () => expect(byPart([five], KOLKATA).map(([part]) => part)).toEqual(['evening']));
});

describe('a week of the calendar', () => {
  test('begins today and is asked for together with the next one', () =>
    expect(weekOf('2026-12-28', 0)).toEqual({
      days: ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'],
      range: { from: '2026-12-28', until: '2027-01-10' },
    }));
  test('that comes second needs no other question', () => expect(weekOf('2026-12-28', 1).range).toEqual(weekOf('2026-12-28', 0).range));
  test('that comes third does', () => expect(weekOf('2026-12-28', 2).range).toEqual({ from: '2027-01-11', until: '2027-01-24' }));
  test('that is empty is looked beyond, as far as the server answers', () =>
    expect(rangeAfter({ from: '2026-12-28', until: '2027-01-10' })).toEqual({ from: '2027-01-11', until: '2027-02-21' }));
});

describe('the next free day', () => {
  const days = [
    { on: '2026-12-25', times: [nine] },
    { on: '2026-12-26', times: [] },
    { on: '2026-12-27', times: [noon] },
  ];
  test('is the first with a free time', () => expect(firstFreeDay(days)?.on).toBe('2026-12-25'));
  test('lies not before the day that is looked at', () => expect(firstFreeDay(days, '2026-12-26')?.on).toBe('2026-12-27'));
  test('may not exist', () => expect(firstFreeDay(days, '2026-12-28')).toBeUndefined());
});

describe('the nearest times', () => {
  const days = [
    { on: '2026-12-25', times: [nine, noon, five] },
    { on: '2026-12-26', times: [free('2026-12-26T03:30:00Z')] },
  ];
  test('are those closest to the one that was lost, in the order of the day', () =>
    expect(nearestTo('2026-12-25T06:00:00Z', days, 2)).toEqual([nine, noon]));
  test('may be on another day', () => expect(nearestTo('2026-12-26T02:00:00Z', days, 1)[0]?.starts_at).toBe('2026-12-26T03:30:00Z'));
});

test('a countdown is read in minutes and seconds', () => {
  expect([clockText(120), clockText(65), clockText(9), clockText(0)]).toEqual(['2:00', '1:05', '0:09', '0:00']);
});
