import { useState } from 'react';

/** Something that is sent once: that it runs, and why it was refused. Tells whether it was done. */
export function useDeed() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}
