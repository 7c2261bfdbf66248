import { useEffect, useSyncExternalStore } from 'react';
import { Refusal } from '@/lib/api/refusal';
import { giveTimeBack, holdTime, type KeptTime, type TimeWish } from './api';

/**
 * The one time that is kept for whoever is booking on this device. It outlives a reload and is known to every tab, so
 * two tabs about the same time book it once; leaving the page gives it back.
 */
const KEPT = 'held-time';
/** A page that is drawn anew, or an address that is only corrected, is no leaving. */
const LEFT_AFTER_MS = 400;

type Ticket = KeptTime & { wish: TimeWish; /** Sent with the booking, each time the same. */ key: string };

export type Held =
  | { state: 'asking' }
  | { state: 'held'; ticket: Ticket }
  | { state: 'over' }
  | { state: 'taken' }
  | { state: 'refused'; error: Error };

const ASKING: Held = { state: 'asking' };

let wish: TimeWish | null = null;
let held: Held = ASKING;
let leaving: ReturnType<typeof setTimeout> | undefined;
let ending: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function change(next: Held): void {
  held = next;
  clearTimeout(ending);
  if (next.state === 'held') ending = setTimeout(() => change({ state: 'over' }), next.ticket.until - Date.now());
  for (const listener of listeners) listener();
}

const same = (one: TimeWish, other: TimeWish): boolean =>
  one.doctorId === other.doctorId && one.serviceId === other.serviceId && Date.parse(one.at) === Date.parse(other.at);

function readKept(): Ticket | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Ticket | null;
    return kept !== null && typeof kept.token === 'string' && kept.until > Date.now() ? kept : null;
  } catch {
    return null;
  }
}

function write(ticket: Ticket | null): void {
  try {
    if (ticket === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify(ticket));
  } catch {
    // Where nothing may be kept, the time is kept for as long as the page.
  }
}

/** Nobody waits for it: at its end the time is free anyway. */
function giveBack(ticket: Ticket): void {
  write(null);
  giveTimeBack(ticket.token).catch(() => undefined);
}

async function ask(wanted: TimeWish): Promise<void> {
  change(ASKING);
  const isStillWanted = () => wish !== null && same(wish, wanted);
  try {
    const kept = await holdTime(wanted);
    const ticket = { ...kept, wish: wanted, key: crypto.randomUUID() };
    if (!isStillWanted()) {
      giveTimeBack(ticket.token).catch(() => undefined);
      return;
    }
    write(ticket);
    change({ state: 'held', ticket });
  } catch (fault) {
    if (!isStillWanted()) return;
    const error = fault instanceof Error ? fault : new Error(String(fault));
    change(error instanceof Refusal && error.slug === 'slot-taken' ? { state: 'taken' } : { state: 'refused', error });
  }
}

/** Keeps a time, or goes on keeping it; another one that was kept before is given back. */
export function keepTime(wanted: TimeWish): void {
  clearTimeout(leaving);
  if (wish !== null && same(wish, wanted) && (held.state === 'held' || held === ASKING)) return;
  if (held.state === 'held') giveBack(held.ticket);
  wish = wanted;
  const kept = readKept();
  if (kept !== null && same(kept.wish, wanted)) {
    change({ state: 'held', ticket: kept });
    return;
  }
  if (kept !== null) giveBack(kept);
  void ask(wanted);
}

/** Once more, after its end or after a refusal. */
export function keepAgain(): void {
  if (wish !== null) void ask(wish);
}

/** The server says that it is over, or that somebody else has it. */
export function lose(state: 'over' | 'taken'): void {
  write(null);
  change({ state });
}

/** It has become a visit: nothing is to be given back. */
export function forgetTime(): void {
  write(null);
  wish = null;
  change(ASKING);
}

function leaveTime(): void {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    const ticket = held.state === 'held' ? held.ticket : null;
    wish = null;
    change(ASKING);
    if (ticket !== null) giveBack(ticket);
  }, LEFT_AFTER_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const heldNow = (): Held => held;

/** Keeps a time for as long as the page about it is open. */
export function useHeldTime({ doctorId, serviceId, at }: TimeWish): Held {
  useEffect(() => {
    keepTime({ doctorId, serviceId, at });
    return leaveTime;
  }, [doctorId, serviceId, at]);
  return useSyncExternalStore(subscribe, heldNow);
}
