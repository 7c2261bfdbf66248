import { describe, expect, test } from 'vitest';
import { faultOf, saidOf, stretchOf, suitingOf, suits, windowsFrom } from './windows';

const TODAY = '2026-11-23';
const WEEK = windowsFrom('2026-11-23', '2026-11-29');
const at = (day: string, hours: number, minutes = 0) => ({ day, minutes: hours * 60 + minutes });

describe('what is sent of when somebody could come', () => {
  test('is any time of any day unless something was said', () =>
    expect(suitingOf(WEEK)).toEqual([{ from_on: '2026-11-23', until_on: '2026-11-29', weekdays: [], from_time: '00:00', until_time: '24:00' }]));

  test('is a window for each stretch of the day', () =>
    expect(suitingOf({ ...WEEK, parts: ['evening', 'morning'], weekdays: [4, 0] }).map(({ from_time, until_time, weekdays }) => [from_time, until_time, weekdays])).toEqual([
      ['00:00', '12:00', [0, 4]],
      ['17:00', '24:00', [0, 4]],
    ]));

  test('is one stretch over noon, because a visit may lie on it', () =>
    expect(suitingOf({ ...WEEK, parts: ['morning', 'afternoon'] }).map(({ from_time, until_time }) => [from_time, until_time])).toEqual([['00:00', '17:00']]));

  test('is one’s own hours where they were said', () =>
    expect(suitingOf({ ...WEEK, parts: ['morning'], own: { from: '10:30', until: '13:00' } }).map(({ from_time, until_time }) => [from_time, until_time])).toEqual([['10:30', '13:00']]));
});

describe('what could never be offered', () => {
  test.each([
    ['order', windowsFrom('2026-11-25', '2026-11-24')],
    ['past', windowsFrom('2026-11-01', '2026-11-22')],
    ['far', windowsFrom('2026-11-23', '2027-05-23')],
    ['noDay', { ...windowsFrom('2026-11-23', '2026-11-24'), weekdays: [2, 6] }],
    ['hours', { ...WEEK, own: { from: '13:00', until: '13:00' } }],
    ['hours', { ...WEEK, own: { from: '', until: '' } }],
  ] as const)('is said before it is sent: %s', (fault, windows) => expect(faultOf({ ...windows, weekdays: [...windows.weekdays], parts: [] }, TODAY)).toBe(fault));

  test('is not what lies ahead', () => {
    expect(faultOf(WEEK, TODAY)).toBeNull();
    expect(faultOf({ ...windowsFrom('2026-11-23', '2026-12-23'), weekdays: [6] }, TODAY)).toBeNull();
    // It ends on its last day, so today is one too.
    expect(faultOf(windowsFrom('2026-11-20', TODAY), TODAY)).toBeNull();
  });
});

describe('how it is said', () => {
  test('hours have the names that people give them', () => {
    expect(stretchOf('00:00', '24:00')).toEqual({ kind: 'any' });
    expect(stretchOf('12:00', '17:00')).toEqual({ kind: 'afternoon' });
    expect(stretchOf('00:00', '17:00')).toEqual({ kind: 'until', until: '17:00' });
    expect(stretchOf('12:00', '24:00')).toEqual({ kind: 'from', from: '12:00' });
    expect(stretchOf('10:30', '13:00')).toEqual({ kind: 'between', from: '10:30', until: '13:00' });
  });

  test('days with several hours are said once, other days apart', () => {
    const [morningAndEvening, another] = [suitingOf({ ...WEEK, parts: ['morning', 'evening'] }), suitingOf(windowsFrom('2026-12-07', '2026-12-07'))];
    expect(saidOf([...morningAndEvening, ...another])).toEqual([
      { from: '2026-11-23', until: '2026-11-29', weekdays: [], stretches: [{ kind: 'morning' }, { kind: 'evening' }] },
      { from: '2026-12-07', until: '2026-12-07', weekdays: [], stretches: [{ kind: 'any' }] },
    ]);
  });
});

describe('a time suits', () => {
  const mornings = suitingOf({ ...WEEK, parts: ['morning'], weekdays: [0, 2] });
  test('when all of the visit lies in the hours of such a day', () => {
    expect(suits(mornings, at('2026-11-25', 11, 30), at('2026-11-25', 12))).toBe(true);
    expect(suits(mornings, at('2026-11-25', 11, 45), at('2026-11-25', 12, 15))).toBe(false);
  });
  test('on no other day of the week, and on none before or after', () => {
    expect(suits(mornings, at('2026-11-24', 9), at('2026-11-24', 9, 15))).toBe(false);
    expect(suits(mornings, at('2026-11-30', 9), at('2026-11-30', 9, 15))).toBe(false);
  });
  test('until midnight when it ends at midnight', () => {
    const evenings = suitingOf({ ...WEEK, parts: ['evening'] });
    expect(suits(evenings, at('2026-11-24', 23, 30), at('2026-11-25', 0))).toBe(true);
  });
});
