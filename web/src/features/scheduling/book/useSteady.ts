import { useState } from 'react';
import type { FreeTime } from '../api';

const begins = ({ starts_at: at }: FreeTime): number => Date.parse(at);

/**
 * The free times of a day with those that were taken while one looked, each in its place: a list that closes its gaps
 * would put another time under the finger.
 */
export function useSteady(times: FreeTime[]) {
  const [seen, setSeen] = useState(times);
  const fresh = times.filter((time) => !seen.some((one) => begins(one) === begins(time)));
  if (fresh.length > 0) setSeen([...seen, ...fresh].toSorted((one, other) => begins(one) - begins(other)));
  const free = new Set(times.map(begins));
  return { seen, isFree: (time: FreeTime) => free.has(begins(time)) };
}
