import { createContext, use, type KeyboardEvent, type PointerEvent } from 'react';
import type { Axis, Span } from './axis';
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
  /** A block that is on its way back to the others. */
  freeing: string | null;
  onOpen: (card: Card) => void;
  onFree: (card: Card) => void;
  onStretch: (diaryId: string, span: Span) => void;
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
