import type { Span } from '../axis';
import type { Sheet, Visit } from '../model';

/** Who stands in a stretch: a visit, or somebody who is booking just now (null). */
export type Obstacle = { key: string; startsAt: number; visit: Visit | null };

/** What must be moved before a stretch can be taken out; a visit with two seats or its buffers counts once. */
export function obstaclesIn(sheet: Sheet | undefined, span: Span, visits: Visit[], now: number): Obstacle[] {
  const found = new Map<string, Obstacle>();
  for (const entry of sheet?.entries ?? []) {
    const meets = Date.parse(entry.from_at) < span.endsAt && span.startsAt < Date.parse(entry.until_at);
    const isOver = entry.expires_at !== null && Date.parse(entry.expires_at) <= now;
    if (!meets || isOver || entry.state === 'blocked') continue;
    const visit = visits.find(({ id }) => id === entry.appointment_id) ?? null;
    const key = visit?.id ?? entry.id;
    found.set(key, { key, startsAt: Date.parse(entry.starts_at), visit });
  }
  return [...found.values()].toSorted((a, b) => a.startsAt - b.startsAt);
}

/** Somebody has taken (a part of) this stretch out already. */
export const isBlockedIn = (sheet: Sheet | undefined, span: Span): boolean =>
  (sheet?.entries ?? []).some((entry) => entry.state === 'blocked' && Date.parse(entry.from_at) < span.endsAt && span.startsAt < Date.parse(entry.until_at));
