import { describe, expect, test } from 'vitest';
import { aSheet, aVisit, anEntry } from '../testing/day';
import { isBlockedIn, obstaclesIn } from './obstacles';

const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00+05:30`);
const TEN_TO_ELEVEN = { startsAt: at('10:00'), endsAt: at('11:00') };
const visit = aVisit();
const found = (...entries: ReturnType<typeof anEntry>[]) => obstaclesIn(aSheet({ entries }), TEN_TO_ELEVEN, [visit], at('08:00')).map(({ key, visit: who }) => [key, who?.id]);

describe('what stands in a stretch', () => {
  test('is a visit that lies in it, with its buffers', () => {
    expect(found(anEntry('en_1', '10:30', '10:45', { appointment_id: visit.id }))).toEqual([['ap_1', 'ap_1']]);
    expect(found(anEntry('en_1', '09:30', '09:45', { until_at: '2026-11-23T10:05:00+05:30', appointment_id: visit.id }))).toEqual([['ap_1', 'ap_1']]);
  });

  test('is none that only touches it', () => {
    expect(found(anEntry('en_1', '09:30', '10:00', { appointment_id: visit.id }), anEntry('en_2', '11:00', '11:15', { appointment_id: visit.id }))).toEqual([]);
  });

  test('is who books just now, and nobody whose time to do so is over', () => {
    expect(found(anEntry('en_1', '10:30', '10:45', { state: 'held', expires_at: '2026-11-23T08:02:00+05:30' }))).toEqual([['en_1', undefined]]);
    expect(found(anEntry('en_1', '10:30', '10:45', { state: 'held', expires_at: '2026-11-23T07:58:00+05:30' }))).toEqual([]);
  });

  test('is another block only by its own name', () => {
    const block = anEntry('en_1', '10:30', '10:45', { state: 'blocked', block_id: 'bl_1' });
    expect(found(block)).toEqual([]);
    expect(isBlockedIn(aSheet({ entries: [block] }), TEN_TO_ELEVEN)).toBe(true);
    expect(isBlockedIn(aSheet({ entries: [block] }), { startsAt: at('09:00'), endsAt: at('10:30') })).toBe(false);
  });
});
