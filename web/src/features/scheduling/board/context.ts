import { createContext, use, type KeyboardEvent, type PointerEvent } from 'react';
import type { Axis } from './axis';
import type { Card } from './model';
import type { Grip, How } from './useGrip';

/** What every column and card of one board must know. */
export type BoardContext = {
  axis: Axis;
  zone: string;
  date: string;
  now: number;
  grip: Grip | null;
  chosen: string | null;
  serviceName: (serviceId: string) => string;
  onOpen: (card: Card) => void;
  onBook: (diaryId: string, startsAt: number) => void;
  onTake: (event: PointerEvent<HTMLElement>, card: Card, how: How) => void;
  onKey: (event: KeyboardEvent, card: Card) => boolean;
};

export const Board = createContext<BoardContext | null>(null);

export function useBoard(): BoardContext {
  const board = use(Board);
  if (board === null) throw new Error('A card stands on no board.');
  return board;
}
