import { useRef, useState, type PointerEvent as Pressed } from 'react';
import { instantAt, snapped, STEP, type Axis, type Span } from '../axis';
import { scrollAlong, swallowNextClick } from '../dragging';

/** Less than this is a press with an unsteady hand. */
const THRESHOLD = 8;

const within = (axis: Axis, at: number): number => Math.min(Math.max(snapped(axis, at), axis.from), axis.until);

/** From where the mouse was pressed to where it is, whichever of both is earlier. */
function spanBetween(axis: Axis, from: number, to: number): Span {
  const [startsAt, endsAt] = [Math.min(from, to), Math.max(from, to)].map((at) => within(axis, at)) as [number, number];
  return { startsAt: Math.min(startsAt, axis.until - STEP), endsAt: Math.max(endsAt, startsAt + STEP) };
}

/** Dragging over free time with the mouse marks a stretch of it. A finger scrolls, and has the form. */
export function useStretch(axis: Axis, onStretch: (span: Span) => void) {
  const [span, setSpan] = useState<Span | null>(null);
  const held = useRef<Span | null>(null);
  const show = (next: Span | null) => {
    held.current = next;
    setSpan(next);
  };
  const take = (event: Pressed<HTMLElement>) => {
    const isCard = event.target instanceof Element && event.target.closest('li') !== null;
    if (isCard || event.button !== 0 || event.pointerType === 'touch') return;
    const column = event.currentTarget;
    const from = event.clientY;
    const instant = (y: number) => instantAt(axis, y - column.getBoundingClientRect().top);
    const began = instant(from);
    const follow = (moved: PointerEvent) => {
      if (held.current === null && Math.abs(moved.clientY - from) < THRESHOLD) return;
      scrollAlong(column.closest<HTMLElement>('[data-scroller]'), moved);
      show(spanBetween(axis, began, instant(moved.clientY)));
    };
    const end = (isDone: boolean) => {
      for (const [name, hear] of heard) window.removeEventListener(name, hear as EventListener, { capture: true });
      const marked = held.current;
      show(null);
      if (marked === null) return;
      swallowNextClick();
      if (isDone) onStretch(marked);
    };
    const onKey = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape' || held.current === null) return;
      pressed.stopPropagation();
      end(false);
    };
    const heard = [['pointermove', follow], ['pointerup', () => end(true)], ['pointercancel', () => end(false)], ['keydown', onKey]] as const;
    for (const [name, hear] of heard) window.addEventListener(name, hear as EventListener, { capture: true });
  };
  return { span, take };
}
