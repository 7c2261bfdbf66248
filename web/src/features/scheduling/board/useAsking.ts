import { useState } from 'react';

/** Something that a form asks for. Its refusal is said as long as the form still asks for what was refused. */
export function useAsking(asked: string) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ asked: string; error: Error } | null>(null);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setRefused(null);
    try {
      await work();
    } catch (fault) {
      setRefused({ asked, error: fault instanceof Error ? fault : new Error(String(fault)) });
      setBusy(false);
    }
  };
  return { busy, error: refused?.asked === asked ? refused.error : null, run };
}
