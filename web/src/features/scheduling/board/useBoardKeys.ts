import { useEffect, useRef } from 'react';
import { dayAfter } from '../zones';

type BoardKeys = { date: string; today: string; goTo: (date: string) => void; book: () => void; block: () => void };

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Left and right for the days, T for today, N for a new visit, B to take time out; never while somebody writes. */
export function useBoardKeys(keys: BoardKeys) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (!isPlain || event.defaultPrevented || isWriting(event.target) || document.querySelector('dialog[open]') !== null) return;
      const { date, today, goTo, book, block } = latest.current;
      const deeds: Record<string, () => void> = {
        ArrowLeft: () => goTo(dayAfter(date, -1)),
        ArrowRight: () => goTo(dayAfter(date, 1)),
        t: () => goTo(today),
        n: book,
        b: block,
      };
      const deed = deeds[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
