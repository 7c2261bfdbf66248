import { useSyncExternalStore } from 'react';
import { onSessionChange, currentSession } from '@/lib/session/session';

/** Whom somebody was last here for, on this device; it belongs to one account and goes when that signs out. */
const KEPT = 'family-choice';

type Choice = { account: string; patient: string };

let choice: Choice | null = read();
const listeners = new Set<() => void>();

function read(): Choice | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    return isChoice(kept) ? kept : null;
  } catch {
    return null;
  }
}

const isChoice = (kept: unknown): kept is Choice =>
  typeof kept === 'object' && kept !== null && 'account' in kept && 'patient' in kept;

function keep(next: Choice | null): void {
  choice = next;
  try {
    if (next === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify(next));
  } catch {
    // Where nothing may be kept, the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Somebody else on the same device must not begin with this family's choice. */
onSessionChange(() => {
  if (currentSession().state === 'signedOut') keep(null);
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const chosenNow = (): Choice | null => choice;

/** Who of a family is chosen, and how to choose; who is alone needs no choosing. */
export function useChosen(account: string, family: { id: string }[]) {
  const kept = useSyncExternalStore(subscribe, chosenNow);
  const isThere = kept !== null && kept.account === account && family.some(({ id }) => id === kept.patient);
  const only = family.length === 1 ? (family[0]?.id ?? null) : null;
  const chosen = isThere ? kept.patient : only;
  return { chosen, choose: (patient: string) => keep({ account, patient }) };
}
