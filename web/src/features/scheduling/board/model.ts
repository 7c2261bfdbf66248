import type { components } from '@/lib/api/schema';

export type Sheet = components['schemas']['DaySheet'];
export type Visit = components['schemas']['NamedVisit'];
export type OpenHours = components['schemas']['OpenHours'];
export type Appointment = components['schemas']['Appointment'];
export type VisitState = Visit['state'];

/** Something that takes time of one diary: a visit, a time that somebody is choosing, or one that is blocked. */
export type Card = {
  /** The same visit may stand in two columns, so a card is named after its entry. */
  key: string;
  kind: 'visit' | 'held' | 'blocked';
  diaryId: string;
  startsAt: number;
  endsAt: number;
  seat: number;
  expiresAt: number | null;
  visit: Visit | null;
  /** Of time that somebody took out by hand: how it is named, so that it can be given back. */
  block: { id: string; reason: string | null } | null;
  isStray: boolean;
};

/** Where somebody wants a visit to be; shown at once, and taken back when the server refuses. */
export type Wanted = { diaryId: string; startsAt: number; endsAt: number };
export type Wish = { visit: Visit; to: Wanted };

const instant = (said: string): number => Date.parse(said);

/** In these a visit can still be given another time. */
export const isMovable = ({ state }: { state: VisitState }): boolean => state === 'confirmed' || state === 'requested';

const isGone = (visit: Visit): boolean => visit.state === 'cancelled' || visit.state === 'expired';

const within = (startsAt: number, endsAt: number, hours: OpenHours): boolean =>
  instant(hours.from_at) <= startsAt && endsAt <= instant(hours.until_at);

/** A visit that is still to come and lies where nothing is open any more. */
function isStray(sheet: Sheet | undefined, visit: Visit): boolean {
  if (sheet === undefined || !isMovable(visit)) return false;
  const [from, until] = [instant(visit.starts_at), instant(visit.ends_at)];
  return sheet.closed_for.length > 0 || !sheet.sessions.some((hours) => within(from, until, hours));
}

export function ofVisit(key: string, diaryId: string, visit: Visit, seat: number, sheet: Sheet | undefined): Card {
  return {
    key,
    kind: 'visit',
    diaryId,
    startsAt: instant(visit.starts_at),
    endsAt: instant(visit.ends_at),
    seat,
    expiresAt: visit.state === 'requested' && visit.expires_at !== null ? instant(visit.expires_at) : null,
    visit,
    block: null,
    isStray: isStray(sheet, visit),
  };
}

/** A time that is being booked, or one that was taken out. */
const ofNobody = (diaryId: string, entry: Sheet['entries'][number]): Card => ({
  key: entry.block_id ?? entry.id,
  kind: entry.state === 'blocked' ? 'blocked' : 'held',
  diaryId,
  startsAt: instant(entry.starts_at),
  endsAt: instant(entry.ends_at),
  seat: entry.seat,
  expiresAt: entry.expires_at === null ? null : instant(entry.expires_at),
  visit: null,
  block: entry.block_id === null ? null : { id: entry.block_id, reason: entry.reason },
  isStray: false,
});

/**
 * What stands in one column. A visit whose entry is gone (the patient did not come, or the page is older than the diary)
 * still belongs to its doctor's day; an entry whose visit was cancelled a moment ago is passed over.
 */
export function cardsOf(diaryId: string, sheet: Sheet | undefined, visits: Map<string, Visit>): Card[] {
  const cards: Card[] = [];
  const onPage = new Set<string>();
  for (const entry of sheet?.entries ?? []) {
    if (entry.appointment_id !== null) {
      const visit = visits.get(entry.appointment_id);
      if (visit === undefined || isGone(visit)) continue;
      onPage.add(visit.id);
      cards.push(ofVisit(entry.id, diaryId, visit, entry.seat, sheet));
      continue;
    }
    // A block takes every seat and is one thing all the same.
    if (entry.block_id !== null && onPage.has(entry.block_id)) continue;
    if (entry.block_id !== null) onPage.add(entry.block_id);
    cards.push(ofNobody(diaryId, entry));
  }
  for (const visit of visits.values()) {
    if (visit.practitioner_id !== diaryId || isGone(visit) || onPage.has(visit.id)) continue;
    cards.push(ofVisit(visit.id, diaryId, visit, visit.seat, sheet));
  }
  return cards;
}

/** The cards as they will be when the wishes that are on their way are granted. */
export const withWishes = (cards: Card[], wishes: Map<string, Wish>): Card[] =>
  cards.map((card) => {
    const wish = card.visit === null || card.diaryId !== card.visit.practitioner_id ? undefined : wishes.get(card.visit.id);
    return wish === undefined ? card : { ...card, ...wish.to, isStray: false };
  });
