import type { Card, OpenHours } from './model';

export type Placed = { card: Card; lane: number; lanes: number };

/** More lanes than this would be too narrow to read; a class of thirty is shown as a few and one to put the next into. */
const MOST_BY_SEAT = 4;

const meet = (a: { startsAt: number; endsAt: number }, b: { startsAt: number; endsAt: number }): boolean =>
  a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** Runs of cards of which each meets another one of the run: only these must share the width of a column. */
function runsOf(cards: Card[]): Card[][] {
  const sorted = cards.toSorted((a, b) => a.startsAt - b.startsAt || a.seat - b.seat || b.endsAt - a.endsAt);
  const runs: Card[][] = [];
  let end = -Infinity;
  for (const card of sorted) {
    if (card.startsAt >= end) runs.push([]);
    runs.at(-1)?.push(card);
    end = Math.max(end, card.endsAt);
  }
  return runs;
}

/** Its own seat's lane if that is free, and otherwise the first that is. */
function laneFor(card: Card, ends: number[]): number {
  const isFree = (lane: number) => (ends[lane] ?? -Infinity) <= card.startsAt;
  const own = card.seat - 1;
  if (own < MOST_BY_SEAT && isFree(own)) return own;
  let lane = 0;
  while (!isFree(lane)) lane += 1;
  return lane;
}

function seatsDuring(run: Card[], sessions: OpenHours[]): number {
  // Where time was taken out no seat is free.
  if (run.some(({ kind }) => kind === 'blocked')) return 1;
  const open = sessions
    .map((hours) => ({ startsAt: Date.parse(hours.from_at), endsAt: Date.parse(hours.until_at), seats: hours.seats }))
    .filter((hours) => run.some((card) => meet(card, hours)));
  return Math.max(1, ...open.map((hours) => hours.seats));
}

/**
 * Side by side by seat. Where a session has more seats than are taken, one lane stays empty, so that the free seat can
 * be seen and pressed.
 */
export function laidOut(cards: Card[], sessions: OpenHours[]): Placed[] {
  return runsOf(cards).flatMap((run) => {
    const ends: number[] = [];
    const placed = run.map((card) => {
      const lane = laneFor(card, ends);
      ends[lane] = card.endsAt;
      return { card, lane };
    });
    const used = ends.length;
    const lanes = Math.max(used, Math.min(seatsDuring(run, sessions), used + 1));
    return placed.map(({ card, lane }) => ({ card, lane, lanes }));
  });
}
