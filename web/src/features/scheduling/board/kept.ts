import { useCallback, useState } from 'react';

/** A choice about the screen that this browser remembers; where nothing may be kept it lasts as long as the page. */
export function useKept(name: string): [string | null, (value: string | null) => void] {
  const [value, setValue] = useState(() => read(name));
  const keep = useCallback(
    (next: string | null) => {
      setValue(next);
      try {
        if (next === null) localStorage.removeItem(name);
        else localStorage.setItem(name, next);
      } catch {
        return;
      }
    },
    [name],
  );
  return [value, keep];
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
