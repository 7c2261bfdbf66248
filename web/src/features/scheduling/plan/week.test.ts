import { describe, expect, test } from 'vitest';
import { added, draftOf, faultsIn, hoursIn, spread, summaryOf, windowsOf, type Draft } from './week';
import type { Template } from './planApi';

const aWindow = (weekday: number, from_time: string, until_time: string, differing: Partial<Template['windows'][number]> = {}): Template['windows'][number] => ({
  weekday, from_time, until_time, slot_minutes: 15, seats: 1, modes: ['in_person'], place: 'Room 2', ...differing,
});
const aTemplate = (...windows: Template['windows']): Template => ({
  id: 'tp_1', version: 3, clinic_id: 'cl_1', diary_id: 'pr_1', windows, valid_from: '2026-12-01', valid_until: null, state: 'active',
});
const times = (drafts: Draft[]) => windowsOf(drafts).map(({ weekday, from_time, until_time }) => `${weekday} ${from_time}-${until_time}`);
const faults = (...windows: Template['windows']) => [...faultsIn(draftOf(aTemplate(...windows))).values()];

describe('a week that is written', () => {
  test('is sent as it was read', () => {
    const windows = [aWindow(0, '09:00', '13:00'), aWindow(0, '17:00', '20:00', { modes: ['in_person', 'video'], seats: 2 }), aWindow(3, '10:00', '12:00', { modes: ['video'] })];
    expect(windowsOf(draftOf(aTemplate(...windows)))).toEqual(windows);
  });

  test('gains a morning first, and then an evening', () => {
    const once = added([], 2);
    expect(times(once)).toEqual(['2 09:00-13:00']);
    expect(times(added(once, 2))).toEqual(['2 09:00-13:00', '2 17:00-20:00']);
  });

  test('is spread over the working days and leaves the weekend alone', () => {
    const drafts = draftOf(aTemplate(aWindow(1, '09:00', '13:00'), aWindow(3, '08:00', '09:00'), aWindow(5, '10:00', '12:00')));
    expect(times(spread(drafts, 1))).toEqual(['0 09:00-13:00', '1 09:00-13:00', '2 09:00-13:00', '3 09:00-13:00', '4 09:00-13:00', '5 10:00-12:00']);
    expect(new Set(spread(drafts, 1).map(({ key }) => key)).size).toBe(6);
  });

  test('says how long it is', () => expect(hoursIn(draftOf(aTemplate(aWindow(0, '09:00', '13:00'), aWindow(0, '17:00', '19:30'))))).toBe(6.5));
});

describe('a fault', () => {
  test('is an end before its beginning', () => expect(faults(aWindow(0, '13:00', '09:00'))).toEqual(['order']));
  test('is a window into which not even one visit fits', () => expect(faults(aWindow(0, '09:00', '09:10'))).toEqual(['short']));
  test('is two windows over each other, on both of them', () => expect(faults(aWindow(0, '09:00', '13:00'), aWindow(0, '12:45', '14:00'))).toEqual(['overlap', 'overlap']));
  test('is neither the same hours on another day nor a window that follows at once', () =>
    expect(faults(aWindow(0, '09:00', '13:00'), aWindow(1, '09:00', '13:00'), aWindow(0, '13:00', '14:00'))).toEqual([]));
});

test('days that look alike are one row', () =>
  expect(summaryOf([...[0, 1, 2, 4].map((day) => aWindow(day, '09:00', '13:00')), aWindow(4, '17:00', '20:00')])).toEqual([
    { days: [0, 1, 2], hours: ['09:00–13:00'] },
    { days: [4], hours: ['09:00–13:00', '17:00–20:00'] },
  ]));
