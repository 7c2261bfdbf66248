import { useState } from 'react';
import { Refusal } from '@/lib/api/refusal';
import { useCountdown } from './useCountdown';

type Attempt = { busy: boolean; error: Error | null; waitUntil: number | null };

const RESTING: Attempt = { busy: false, error: null, waitUntil: null };

/** One thing tried at a time: whether it runs, why it was refused, and for how long it must rest after too many tries. */
export function useAttempt() {
  const [attempt, setAttempt] = useState(RESTING);
  const waitS = useCountdown(attempt.waitUntil);
  const run = async <T>(work: () => Promise<T>, onDone: (value: T) => void, onRefused?: (refusal: Refusal) => boolean) => {
    setAttempt({ ...RESTING, busy: true });
    try {
      const value = await work();
      setAttempt(RESTING);
      onDone(value);
    } catch (fault) {
      const error = fault instanceof Error ? fault : new Error(String(fault));
      const isNextStep = error instanceof Refusal && (onRefused?.(error) ?? false);
      const pause = error instanceof Refusal && error.status === 429 ? (error.retryAfterS ?? 30) : null;
      const waitUntil = pause === null ? null : Date.now() + pause * 1000;
      setAttempt(isNextStep ? RESTING : { busy: false, error, waitUntil });
    }
  };
  const error = attempt.waitUntil !== null && waitS === 0 ? null : attempt.error;
  return { busy: attempt.busy, error, waitS, run, reset: () => setAttempt(RESTING) };
}
