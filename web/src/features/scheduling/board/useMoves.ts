import { useCallback, useState } from 'react';
import type { Tell } from './useDeeds';
import { moveVisit } from './boardApi';
import type { Visit, Wanted, Wish } from './model';
import { sent } from '../zones';

/** What became of a move, said once below the board. */
export type MoveNews = { about: 'move'; visit: Visit; to: Wanted; back: Wanted; error: Error | null };

const placeOf = (visit: Visit): Wanted => ({
  diaryId: visit.practitioner_id,
  startsAt: Date.parse(visit.starts_at),
  endsAt: Date.parse(visit.ends_at),
});

export const isSamePlace = (one: Wanted, other: Wanted): boolean =>
  one.diaryId === other.diaryId && one.startsAt === other.startsAt && one.endsAt === other.endsAt;

/** A visit stands in its new place at once; when the server refuses, it goes back and the reason is said. */
export function useMoves(renew: () => Promise<void>, tell: Tell) {
  const [wishes, setWishes] = useState<Map<string, Wish>>(() => new Map());
  const settle = useCallback((visitId: string) => {
    setWishes((before) => {
      const after = new Map(before);
      after.delete(visitId);
      return after;
    });
  }, []);
  const move = useCallback(
    async (visit: Visit, to: Wanted) => {
      const back = placeOf(visit);
      if (isSamePlace(back, to)) return;
      tell(null);
      setWishes((before) => new Map(before).set(visit.id, { visit, to }));
      try {
        await moveVisit(visit.id, { practitionerId: to.diaryId, startsAt: sent(to.startsAt), endsAt: sent(to.endsAt) });
        tell({ about: 'move', visit, to, back, error: null });
      } catch (fault) {
        tell({ about: 'move', visit, to, back, error: fault instanceof Error ? fault : new Error(String(fault)) });
      }
      // The board is read anew before the wish is dropped, so that the card does not jump back and forth.
      await renew().catch(() => undefined);
      settle(visit.id);
    },
    [renew, settle, tell],
  );
  /** Where it was before: the wish names the place in which it stands now. */
  const undo = useCallback(
    (told: MoveNews) => {
      const now = { ...told.visit, practitioner_id: told.to.diaryId, starts_at: sent(told.to.startsAt), ends_at: sent(told.to.endsAt) };
      return move(now, told.back);
    },
    [move],
  );
  return { wishes, move, undo };
}
