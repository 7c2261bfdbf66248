import { useCallback, useState } from 'react';
import type { Tell } from '../useDeeds';
import { blockTime, giveBack, type BlockWish } from './blocksApi';

/** What became of a stretch: taken out (then with its name), or given back. */
export type BlockNews = { about: 'block'; wish: BlockWish; blockId: string | null; error: Error | null };

const faultOf = (fault: unknown): Error => (fault instanceof Error ? fault : new Error(String(fault)));

/** Taking time out of a diary and giving it back; each is the other's undoing. */
export function useBlocks(renew: () => Promise<void>, tell: Tell) {
  const [leaving, setLeaving] = useState<string | null>(null);
  const told = useCallback(() => renew().catch(() => undefined), [renew]);
  /** Refuses where it was asked, so that the form can say why. */
  const block = useCallback(
    async (wish: BlockWish) => {
      tell(null);
      const made = await blockTime(wish).catch(async (fault: unknown) => {
        await told();
        throw faultOf(fault);
      });
      tell({ about: 'block', wish, blockId: made.id, error: null });
      await told();
    },
    [tell, told],
  );
  const free = useCallback(
    async (wish: BlockWish, blockId: string) => {
      tell(null);
      setLeaving(blockId);
      try {
        await giveBack(wish.diaryId, blockId);
        tell({ about: 'block', wish, blockId: null, error: null });
      } catch (fault) {
        tell({ about: 'block', wish, blockId, error: faultOf(fault) });
      }
      await told();
      setLeaving(null);
    },
    [tell, told],
  );
  const undo = useCallback(
    async ({ wish, blockId }: BlockNews) => {
      if (blockId !== null) return free(wish, blockId);
      return block(wish).catch((fault: unknown) => tell({ about: 'block', wish, blockId: null, error: faultOf(fault) }));
    },
    [block, free, tell],
  );
  return { leaving, block, free, undo };
}
