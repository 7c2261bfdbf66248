import { expect, test } from 'vitest';
import { typedDay } from './typedDay';

const meant = (typed: string) => typedDay(typed, '2026-11-21', { today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' });

test('a day is understood as people write it', () => {
  expect([meant('Today'), meant('tomorrow'), meant('yesterday'), meant('+10')]).toEqual(['2026-11-21', '2026-11-22', '2026-11-20', '2026-12-01']);
  expect([meant('25/11'), meant('3.12'), meant('1/1/2027'), meant('2026-12-25')]).toEqual(['2026-11-25', '2026-12-03', '2027-01-01', '2026-12-25']);
});

test('a day that no calendar has is none, and so is a name', () => {
  expect([meant('31/2'), meant('40/11'), meant('gaikwad'), meant('98200 12345'), meant('')]).toEqual([null, null, null, null, null]);
});
