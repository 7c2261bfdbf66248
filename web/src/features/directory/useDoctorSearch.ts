import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { readSearch, type DoctorSearch } from './search';

/** The search in the address, and the one way to change it. */
export function useDoctorSearch() {
  const search = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });

  /** A chosen filter is a step one can go back from; a letter typed is not. */
  const change = useCallback(
    (part: { [K in keyof DoctorSearch]?: string | undefined }, step: 'push' | 'replace' = 'push') =>
      navigate({
        search: (before) => readSearch({ ...before, ...part }),
        replace: step === 'replace',
        resetScroll: false,
      }),
    [navigate],
  );
  const clear = useCallback(() => navigate({ search: {}, resetScroll: false }), [navigate]);

  return { search, change, clear };
}
