import { useEffect, useRef } from 'react';

/**
 * After a change of page the main part holds the focus until there is a title to read; this takes it over.
 * On the first page nothing is taken, because the reader has not asked for anything yet.
 */
export function useArrivalFocus<T extends HTMLElement>() {
  const title = useRef<T>(null);
  useEffect(() => {
    if (document.activeElement?.id === 'main') title.current?.focus({ preventScroll: true });
  }, []);
  return title;
}
