import { useState } from 'react';
import { useBlocks, type BlockNews } from './blocks/useBlocks';
import type { Card } from './model';
import { useMoves, type MoveNews } from './useMoves';

/** What became of the last deed on the board. */
export type News = MoveNews | BlockNews;
export type Tell = (news: News | null) => void;

/** What is done on the board itself. One thing is told at a time, the latest, and each can be taken back. */
export function useDeeds(renew: () => Promise<void>) {
  const [news, tell] = useState<News | null>(null);
  const moves = useMoves(renew, tell);
  const blocks = useBlocks(renew, tell);
  return {
    moves, blocks, news,
    clearNews: () => tell(null),
    undo: (told: News) => void (told.about === 'move' ? moves.undo(told) : blocks.undo(told)),
    freeCard: ({ block, diaryId, startsAt, endsAt }: Card) => {
      if (block !== null) void blocks.free({ diaryId, startsAt, endsAt, reason: block.reason }, block.id);
    },
  };
}
