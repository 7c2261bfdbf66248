import { describe, expect, test } from 'vitest';
import { axisOf, heightOf, instantAt, marksOf, MINUTE, movedTo, pixelsTo, resizedTo } from './axis';
import { columnsOf, isAtWork } from './columns';
import { freeAt, freeTimes } from './free';
import { laidOut } from './lanes';
import { cardsOf, withWishes, type Card, type OpenHours, type Sheet, type Visit } from './model';
import { aSheet, aVisit, anEntry, hours, HALF_PAST_NINE } from './testing/day';

const ZONE = 'Asia/Kolkata';
const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00+05:30`);
const span = (from: string, until: string) => ({ startsAt: at(from), endsAt: at(until) });
const aCard = (from: string, until: string, seat = 1): Card => ({
  key: `${from}-${seat}`, kind: 'visit', diaryId: 'pr_1', ...span(from, until), seat, expiresAt: null, visit: null, block: null, isStray: false,
});
const lanesOf = (cards: Card[], sessions: OpenHours[] = []) =>
  Object.fromEntries(laidOut(cards, sessions).map(({ card, lane, lanes }) => [card.key, [lane, lanes]]));
const named = (...visits: Visit[]) => new Map(visits.map((visit) => [visit.id, visit]));

const diaries = [
  { id: 'pr_1', name: 'Dr. Kulkarni', isRoom: false },
  { id: 'pr_2', name: 'Dr. Rao', isRoom: false },
];
const keysOf = (day: Partial<Parameters<typeof columnsOf>[0]>) =>
  columnsOf({ diaries, sheets: [aSheet()], visits: [], wishes: new Map(), ...day }).map(({ cards }) => cards.map(({ visit }) => visit?.id));
const atWork = (visits: Visit[]) =>
  columnsOf({ diaries, sheets: [aSheet()], visits, wishes: new Map() }).filter(isAtWork).map(({ id }) => id);
const strayOf = (sheet: Sheet, differing: Partial<Visit> = {}) => cardsOf('pr_1', sheet, named(aVisit(differing)))[0]?.isStray;
const night = (day: string) => {
  const axis = axisOf(day, 'Europe/Berlin', [{ startsAt: Date.parse(`${day}T00:00:00+00:00`), endsAt: Date.parse(`${day}T04:00:00+00:00`) }], 15);
  return marksOf(axis, 'Europe/Berlin').filter(({ isHour }) => isHour).map(({ label }) => label);
};

describe('cards beside each other', () => {
  test('have the whole column when nothing meets them', () =>
    expect(lanesOf([aCard('09:00', '09:15'), aCard('09:15', '09:30')])).toEqual({ '09:00-1': [0, 1], '09:15-1': [0, 1] }));

  test('stand in the lane of their seat', () =>
    expect(lanesOf([aCard('09:00', '09:30', 2), aCard('09:10', '09:40', 1)])).toEqual({ '09:00-2': [1, 2], '09:10-1': [0, 2] }));

  test('never cover each other, also when two say the same seat', () =>
    expect(lanesOf([aCard('09:00', '09:30'), { ...aCard('09:00', '09:20'), key: 'missed' }])).toEqual({ '09:00-1': [0, 2], missed: [1, 2] }));

  test('share the width with all of their run and with nobody else', () => {
    const placed = lanesOf([aCard('09:00', '10:00', 1), aCard('09:30', '10:30', 2), aCard('10:00', '10:15', 1), aCard('11:00', '11:15', 1)]);
    expect(placed).toEqual({ '09:00-1': [0, 2], '09:30-2': [1, 2], '10:00-1': [0, 2], '11:00-1': [0, 1] });
  });

  test('leave a lane for the seat that is free', () =>
    expect(lanesOf([aCard('09:00', '09:15')], [hours('09:00', '13:00', { seats: 3 })])).toEqual({ '09:00-1': [0, 2] }));

  test('of a whole class are not cut into thirty', () => {
    const many = Array.from({ length: 6 }, (_, n) => aCard('09:00', '09:15', n + 1));
    const placed = laidOut(many, [hours('09:00', '13:00', { seats: 30 })]);
    expect(new Set(placed.map(({ lane }) => lane)).size).toBe(6);
    expect(placed[0]?.lanes).toBe(7);
  });
});

describe('time that was taken out', () => {
  const entries = [1, 2, 3].map((seat) => anEntry(`en_${seat}`, '10:00', '11:00', { seat, state: 'blocked', block_id: 'bl_1', reason: 'Supplier' }));
  const sessions = [hours('09:00', '13:00', { seats: 3 })];

  test('on every seat is one card with its reason', () => {
    const cards = cardsOf('pr_1', aSheet({ sessions, entries }), named());
    expect(cards.map(({ key, block }) => [key, block])).toEqual([['bl_1', { id: 'bl_1', reason: 'Supplier' }]]);
  });

  test('has the whole width, because no seat beside it is free', () =>
    expect(laidOut(cardsOf('pr_1', aSheet({ sessions, entries }), named()), sessions).map(({ lane, lanes }) => [lane, lanes])).toEqual([[0, 1]]));

  test('still leaves room for who did not come', () => {
    const cards = cardsOf('pr_1', aSheet({ sessions, entries }), named(aVisit({ state: 'no_show', starts_at: `2026-11-23T10:15:00+05:30`, ends_at: `2026-11-23T10:30:00+05:30` })));
    expect(laidOut(cards, sessions).map(({ lanes }) => lanes)).toEqual([2, 2]);
  });
});

describe('the side of the board', () => {
  test('reaches from the first full hour to the last', () => {
    const axis = axisOf('2026-11-23', ZONE, [span('09:30', '13:00'), span('17:00', '19:45')], 15);
    expect([axis.from, axis.until, axis.pixels]).toEqual([at('09:00'), at('20:00'), 2]);
    expect(marksOf(axis, ZONE).slice(0, 3).map(({ label, isHour }) => [label, isHour])).toEqual([['09:00', true], ['09:30', false], ['10:00', true]]);
  });

  test('shows usual hours when there is nothing', () => {
    const axis = axisOf('2026-11-23', ZONE, [], 15);
    expect([axis.from, axis.until]).toEqual([at('09:00'), at('18:00')]);
  });

  test('never leaves the day', () => expect(axisOf('2026-11-23', ZONE, [{ startsAt: at('23:30'), endsAt: at('23:30') + 90 * MINUTE }], 15).until).toBe(at('00:00') + 24 * 60 * MINUTE));

  test('has an hour less in the night in which the clocks go forward, and one more when they go back', () => {
    expect(night('2027-03-28')).toEqual(['01:00', '03:00', '04:00', '05:00']);
    expect(night('2027-10-31')).toEqual(['02:00', '02:00', '03:00', '04:00']);
  });

  test('goes from time to pixels and back', () => {
    const axis = axisOf('2026-11-23', ZONE, [span('09:00', '13:00')], 15);
    expect(pixelsTo(axis, at('10:00'))).toBe(120);
    expect(heightOf(axis, span('10:00', '10:30'))).toBe(60);
    expect(instantAt(axis, 120)).toBe(at('10:00'));
  });
});

describe('what is dragged', () => {
  const axis = axisOf('2026-11-23', ZONE, [span('09:00', '13:00')], 15);
  test('rests on the nearest five minutes', () => {
    expect(movedTo(axis, span('10:00', '10:15'), at('10:42'))).toEqual(span('10:40', '10:55'));
    expect(movedTo(axis, span('10:00', '10:15'), at('10:43'))).toEqual(span('10:45', '11:00'));
  });
  test('stays whole within the day', () => {
    expect(movedTo(axis, span('10:00', '10:15'), at('08:00'))).toEqual(span('09:00', '09:15'));
    expect(movedTo(axis, span('10:00', '10:15'), at('12:58'))).toEqual(span('12:45', '13:00'));
  });
  test('by its lower edge keeps its beginning and five minutes', () => {
    expect(resizedTo(axis, span('10:00', '10:15'), at('10:33'))).toEqual(span('10:00', '10:35'));
    expect(resizedTo(axis, span('10:00', '10:15'), at('09:30'))).toEqual(span('10:00', '10:05'));
  });
});

describe('a column', () => {
  const visit = aVisit();
  test('shows visits, holds and blocks, each with its end', () => {
    const sheet = aSheet({
      entries: [
        anEntry('en_1', '09:30', '09:45', { appointment_id: visit.id }),
        anEntry('en_2', '10:00', '10:15', { state: 'held', expires_at: '2026-11-23T04:02:00+00:00' }),
        anEntry('en_3', '11:00', '12:00', { state: 'blocked' }),
      ],
    });
    const cards = cardsOf('pr_1', sheet, named(visit));
    expect(cards.map(({ kind, startsAt }) => [kind, startsAt])).toEqual([['visit', HALF_PAST_NINE], ['held', at('10:00')], ['blocked', at('11:00')]]);
    expect(cards[1]?.expiresAt).toBe(Date.parse('2026-11-23T04:02:00Z'));
  });

  test('keeps somebody who did not come, although the time is free again', () =>
    expect(cardsOf('pr_1', aSheet(), named(aVisit({ state: 'no_show' })))).toHaveLength(1));

  test('drops what was cancelled, also while its entry is still there', () => {
    const sheet = aSheet({ entries: [anEntry('en_1', '09:30', '09:45', { appointment_id: visit.id })] });
    expect(cardsOf('pr_1', sheet, named(aVisit({ state: 'cancelled' })))).toEqual([]);
  });

  test('shows a visit once in its doctor’s column and not in another’s', () => {
    const sheet = aSheet({ entries: [anEntry('en_1', '09:30', '09:45', { appointment_id: visit.id })] });
    expect(cardsOf('pr_1', sheet, named(visit))).toHaveLength(1);
    expect(cardsOf('pr_2', aSheet({ diary_id: 'pr_2' }), named(visit))).toEqual([]);
  });

  test('marks what must be moved, and only while it can be', () => {
    expect(strayOf(aSheet())).toBe(false);
    expect(strayOf(aSheet({ sessions: [hours('10:00', '13:00')] }))).toBe(true);
    expect(strayOf(aSheet({ closed_for: ['closure'] }))).toBe(true);
    expect(strayOf(aSheet({ sessions: [] }), { state: 'completed' })).toBe(false);
  });

  test('shows a wish where it will be', () => {
    const wish = { diaryId: 'pr_2', ...span('12:00', '12:15') };
    expect(withWishes(cardsOf('pr_1', aSheet(), named(visit)), new Map([[visit.id, { visit, to: wish }]]))[0]).toMatchObject(wish);
  });
});

describe('a free time', () => {
  const sheet = aSheet({ entries: [anEntry('en_1', '09:30', '09:45', { until_at: '2026-11-23T09:50:00+05:30' })] });
  test('is the usual beginning at that moment', () => expect(freeAt(sheet, at('10:07'))).toEqual(span('10:00', '10:15')));
  test('is none where somebody is, nor in what must stay free behind them', () => {
    expect(freeAt(sheet, at('09:31'))).toBeNull();
    expect(freeAt(sheet, at('09:46'))).toBeNull();
  });
  test('is none outside of the hours or on a closed day', () => {
    expect(freeAt(sheet, at('14:00'))).toBeNull();
    expect(freeAt(aSheet({ closed_for: ['closure'] }), at('10:00'))).toBeNull();
    expect(freeAt(undefined, at('10:00'))).toBeNull();
  });
  test('is there while one seat is', () => {
    const two = aSheet({ sessions: [hours('09:00', '13:00', { seats: 2 })], entries: [anEntry('en_1', '10:00', '10:15')] });
    expect(freeAt(two, at('10:00'))).not.toBeNull();
    const full = { ...two, entries: [...two.entries, anEntry('en_2', '10:00', '10:15', { seat: 2 })] };
    expect(freeAt(full, at('10:00'))).toBeNull();
  });
  test('is listed until the day is over', () => {
    expect(freeTimes(sheet, at('08:00'))).toHaveLength(14);
    expect(freeTimes(sheet, at('12:40'))[0]).toEqual(span('12:30', '12:45'));
    expect(freeTimes(sheet, at('13:00'))).toEqual([]);
  });
  test('is one at which the whole visit fits', () => {
    expect(freeTimes(sheet, at('08:00'), 45).map(({ startsAt }) => startsAt)).not.toContain(at('09:00'));
    expect(freeTimes(sheet, at('08:00'), 45).at(-1)).toEqual(span('12:15', '13:00'));
  });
});

describe('the columns of a day', () => {
  const to = { diaryId: 'pr_2', ...span('12:00', '12:15') };

  test('give a visit that is dragged to the doctor it is dragged to', () =>
    expect(keysOf({ visits: [aVisit()], wishes: new Map([['ap_1', { visit: aVisit(), to }]]) })).toEqual([[], ['ap_1']]));

  test('take in a visit of another day that is dragged here', () =>
    expect(keysOf({ wishes: new Map([['ap_9', { visit: aVisit({ id: 'ap_9' }), to }]]) })).toEqual([[], ['ap_9']]));

  test('are those of who works, and of who has something standing although they do not', () => {
    expect(atWork([])).toEqual(['pr_1']);
    expect(atWork([aVisit({ practitioner_id: 'pr_2' })])).toEqual(['pr_1', 'pr_2']);
  });
});
