import type { Offer, Waiting } from './waitApi';

/** What became of an offer; said once, where it stood. */
export type News = { offer: Offer; kind: 'taken' | 'declined' | 'over' | 'lapsed' };

const isGone = ({ offer }: Waiting, now: Waiting[]): boolean => offer !== null && !now.some((one) => one.offer?.id === offer.id);

/**
 * An offer that has passed without an answer while it was looked at. Who is no longer on the list was answered elsewhere, by
 * another telephone of the family or at the desk, and sees what came of it.
 */
export function lapsedSince(before: Waiting[], now: Waiting[], at: number): Offer | null {
  const lapsed = before.find((one) => isGone(one, now) && one.offer !== null && Date.parse(one.offer.expires_at) <= at && now.some(({ wait }) => wait.id === one.wait.id));
  return lapsed?.offer ?? null;
}
