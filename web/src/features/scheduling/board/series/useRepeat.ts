import { useState } from 'react';
import { datesOf, FEWEST_VISITS, MOST_VISITS, type Dated } from './dates';

export type Repeating = ReturnType<typeof useRepeat>;

const NEVER = 0;
const USUAL_COUNT = '6';

/** Whether a visit comes back, how often, and without which of its dates. */
export function useRepeat(startsAt: number | null, zone: string) {
  const [every, setEvery] = useState(NEVER);
  const [count, setCount] = useState(USUAL_COUNT);
  const [left, setLeft] = useState<string[]>([]);
  const visits = /^\d{1,2}$/.test(count.trim()) ? Number(count) : 0;
  const isRight = visits >= FEWEST_VISITS && visits <= MOST_VISITS;
  const repeats = every !== NEVER;
  const all: Dated[] = repeats && isRight && startsAt !== null ? datesOf(startsAt, every, visits, zone) : [];
  // What was left out belongs to the dates as they were; with another beginning there may be none of them.
  const skip = left.filter((day) => all.some((date) => date.day === day));
  return {
    every, setEvery, count, setCount, repeats, isWhole: !repeats || isRight,
    skip, leaveOut: setLeft,
    all, dates: all.filter(({ day }) => !skip.includes(day)),
    /** What is sent, besides what a single visit says. */
    wish: repeats ? { everyWeeks: every, count: visits, skip } : null,
  };
}
