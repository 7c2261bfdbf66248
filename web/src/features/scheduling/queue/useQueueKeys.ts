import { useEffect, useRef } from 'react';

type Keys = Partial<Record<'n' | 'i' | 's' | 'f', (() => void) | undefined>>;

const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

/** One letter for each step, wherever the focus is, except where letters are typed. */
export function useQueueKeys(isOn: boolean, keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isField(event.target)) return;
      const key = event.key.toLowerCase();
      const step = key === 'n' || key === 'i' || key === 's' || key === 'f' ? latest.current[key] : undefined;
      if (step === undefined) return;
      event.preventDefault();
      step();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOn]);
}
