import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { FreeTime } from '../api';
import { useSteady } from './useSteady';

const at = (hour: string): FreeTime => ({ starts_at: `2026-12-25T${hour}:00Z`, ends_at: '', seats_left: 1, modes: ['in_person'], place: '' });
const [nine, ten, eleven] = [at('09:00'), at('10:00'), at('11:00')];

test('a time that is taken keeps its place, one that becomes free gets its own, and one that comes back is free again', () => {
  const { result, rerender } = renderHook((times: FreeTime[]) => useSteady(times), { initialProps: [nine, eleven] });
  const shown = () => result.current.seen.map((time) => [time.starts_at.slice(11, 16), result.current.isFree(time)]);
  expect(shown()).toEqual([['09:00', true], ['11:00', true]]);
  rerender([ten, eleven]);
  expect(shown()).toEqual([['09:00', false], ['10:00', true], ['11:00', true]]);
  rerender([nine, ten, eleven]);
  expect(shown()).toEqual([['09:00', true], ['10:00', true], ['11:00', true]]);
});
