import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent as Pressed, type RefObject } from 'react';
import { instantAt, movedTo, resizedTo, STEP, type Axis } from './axis';
import { scrollAlong, swallowNextClick } from './dragging';
import { isMovable, type Card, type Visit, type Wanted } from './model';
import { isSamePlace } from './useMoves';

export type How = 'move' | 'resize';
/** A visit that is in somebody's hand, and where it would come to rest. */
export type Grip = { visit: Visit; cardKey: string; to: Wanted; byKeys: boolean };

type Board = { axis: Axis; doctors: string[]; scroller: RefObject<HTMLElement | null>; onDrop: (visit: Visit, to: Wanted) => void };

const THRESHOLD = 5;

const placeOf = (card: Card): Wanted => ({ diaryId: card.diaryId, startsAt: card.startsAt, endsAt: card.endsAt });

/** The doctor's column below the pointer, if there is one. */
function columnAt(scroller: HTMLElement | null, x: number): HTMLElement | undefined {
  const columns = [...(scroller?.querySelectorAll<HTMLElement>('[data-diary]') ?? [])];
  return columns.find((column) => {
    const { left, right } = column.getBoundingClientRect();
    return left <= x && x < right && !column.dataset['room'];
  });
}

function targetOf(board: Board, card: Card, how: How, at: { x: number; y: number; grabbed: number }): Wanted {
  const { axis, scroller } = board;
  const column = columnAt(scroller.current, at.x);
  const own = scroller.current?.querySelector<HTMLElement>(`[data-diary="${card.diaryId}"]`);
  const top = (how === 'resize' ? own : (column ?? own))?.getBoundingClientRect().top ?? 0;
  if (how === 'resize') return { diaryId: card.diaryId, ...resizedTo(axis, card, instantAt(axis, at.y - top)) };
  return { diaryId: column?.dataset['diary'] ?? card.diaryId, ...movedTo(axis, card, instantAt(axis, at.y - top - at.grabbed)) };
}

/** Taking a visit up and putting it down, by mouse or by keys. */
export function useGrip(board: Board) {
  const [grip, setGrip] = useState<Grip | null>(null);
  const latest = useRef(board);
  useEffect(() => {
    latest.current = board;
  });
  const drop = useCallback((held: Grip, card: Card) => {
    setGrip(null);
    if (!isSamePlace(held.to, placeOf(card))) latest.current.onDrop(held.visit, held.to);
  }, []);
  const take = useCallback((event: Pressed<HTMLElement>, card: Card, how: How) => drag({ event, card, how, latest, setGrip, drop }), [drop]);
  const onKey = useCallback(
    (event: KeyboardEvent, card: Card) => {
      const next = keyed(event, card, grip, latest.current);
      if (next === undefined) return false;
      event.preventDefault();
      event.stopPropagation();
      if (next === 'drop') {
        if (grip !== null) drop(grip, card);
      } else setGrip(next);
      return true;
    },
    [grip, drop],
  );
  return { grip, take, onKey, letGo: useCallback(() => setGrip(null), []) };
}

type Drag = {
  event: Pressed<HTMLElement>;
  card: Card;
  how: How;
  latest: RefObject<Board>;
  setGrip: (grip: Grip | null) => void;
  drop: (grip: Grip, card: Card) => void;
};

/** Follows the pointer until it is let go. A finger scrolls instead: on a telephone the visit's own page moves it. */
function drag({ event, card, how, latest, setGrip, drop }: Drag) {
  const { visit } = card;
  if (visit === null || !isMovable(visit) || event.button !== 0 || event.pointerType === 'touch') return;
  const from = { x: event.clientX, y: event.clientY };
  const grabbed = from.y - event.currentTarget.getBoundingClientRect().top;
  let held: Grip | null = null;
  const follow = (moved: PointerEvent) => {
    if (held === null && Math.hypot(moved.clientX - from.x, moved.clientY - from.y) < THRESHOLD) return;
    scrollAlong(latest.current.scroller.current, moved);
    const to = targetOf(latest.current, card, how, { x: moved.clientX, y: moved.clientY, grabbed });
    held = { visit, cardKey: card.key, to, byKeys: false };
    setGrip(held);
  };
  const end = (isDropped: boolean) => {
    window.removeEventListener('pointermove', follow);
    window.removeEventListener('pointerup', letGo);
    window.removeEventListener('pointercancel', giveUp);
    window.removeEventListener('keydown', onKey, { capture: true });
    if (held === null) return;
    swallowNextClick();
    if (isDropped) drop(held, card);
    else setGrip(null);
  };
  const letGo = () => end(true);
  const giveUp = () => end(false);
  const onKey = (pressed: globalThis.KeyboardEvent) => {
    if (pressed.key !== 'Escape' || held === null) return;
    pressed.stopPropagation();
    end(false);
  };
  window.addEventListener('pointermove', follow);
  window.addEventListener('pointerup', letGo);
  window.addEventListener('pointercancel', giveUp);
  window.addEventListener('keydown', onKey, { capture: true });
}

const SIDEWAYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
const DOWN: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

/** What a key does to a card: nothing (undefined), put down, give up (null), or hold it elsewhere. */
function keyed(event: KeyboardEvent, card: Card, grip: Grip | null, board: Board): Grip | 'drop' | null | undefined {
  const isHeld = grip !== null && grip.byKeys && grip.cardKey === card.key;
  if (!isHeld) {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key.toLowerCase() !== 'm' || !isPlain || card.visit === null || !isMovable(card.visit)) return undefined;
    return { visit: card.visit, cardKey: card.key, to: placeOf(card), byKeys: true };
  }
  if (event.key === 'Escape') return null;
  if (event.key === 'Enter') return 'drop';
  const to = stepped(event, grip.to, board);
  return to === null ? undefined : { ...grip, to };
}

/** Up and down by five minutes, sideways to another doctor; with Shift the end moves and the visit grows or shrinks. */
function stepped({ key, shiftKey }: KeyboardEvent, to: Wanted, { axis, doctors }: Board): Wanted | null {
  const down = DOWN[key];
  if (down !== undefined && shiftKey) return { ...to, ...resizedTo(axis, to, to.endsAt + down * STEP) };
  if (down !== undefined) return { ...to, ...movedTo(axis, to, to.startsAt + down * STEP) };
  const side = SIDEWAYS[key];
  if (side === undefined) return null;
  const place = doctors.indexOf(to.diaryId) + side;
  return { ...to, diaryId: doctors[Math.min(Math.max(place, 0), doctors.length - 1)] ?? to.diaryId };
}
