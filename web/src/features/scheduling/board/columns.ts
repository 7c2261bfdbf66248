import { cardsOf, ofVisit, withWishes, type Card, type Sheet, type Visit, type Wish } from './model';

export type Diary = { id: string; name: string; isRoom: boolean };
export type Column = Diary & { sheet: Sheet | undefined; cards: Card[] };

type Day = { diaries: Diary[]; sheets: Sheet[]; visits: Visit[]; wishes: Map<string, Wish> };

/** A wish for a visit of another day, e.g. of one that was dragged here out of the list of those that must be moved. */
function newcomers(cards: Card[], wishes: Map<string, Wish>): Card[] {
  const here = new Set(cards.map((card) => card.visit?.id));
  return [...wishes.values()]
    .filter(({ visit }) => !here.has(visit.id))
    .map(({ visit, to }) => Object.assign(ofVisit(visit.id, to.diaryId, visit, 1, undefined), to));
}

/** Every diary with what stands in it, as it will be when the wishes that are on their way are granted. */
export function columnsOf({ diaries, sheets, visits, wishes }: Day): Column[] {
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  const sheetOf = (id: string) => sheets.find((sheet) => sheet.diary_id === id);
  const there = diaries.flatMap(({ id }) => withWishes(cardsOf(id, sheetOf(id), byId), wishes));
  const cards = [...there, ...newcomers(there, wishes)];
  return diaries.map((diary) => ({
    ...diary,
    sheet: sheetOf(diary.id),
    cards: cards.filter((card) => card.diaryId === diary.id),
  }));
}

/** Whoever works on this day, or has something standing in the diary although they do not. */
export const isAtWork = ({ sheet, cards }: Column): boolean => cards.length > 0 || (sheet?.sessions.length ?? 0) > 0;
