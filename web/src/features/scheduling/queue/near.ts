import type { Appointment } from '../api';

/** The line is asked after only when the visit is close: before that nothing in it is about this visit. */
const CLOSE_MS = 3 * 3_600_000;
/** Who is here may wait for long. */
const LONGEST_WAIT_MS = 12 * 3_600_000;

const HERE = new Set<Appointment['state']>(['arrived', 'in_consultation']);

/** Whether somebody is in the clinic for this visit now. */
export const isHere = (visit: Appointment): boolean => HERE.has(visit.state);

/** Whether a visit is in the clinic and so soon, or so far along, that one looks at the line for it. */
export function isNear(visit: Appointment, now: number): boolean {
  const far = Math.abs(Date.parse(visit.starts_at) - now);
  if (visit.mode !== 'in_person') return false;
  return isHere(visit) ? far < LONGEST_WAIT_MS : visit.state === 'confirmed' && far < CLOSE_MS;
}

/** A sign at the door carries the code; scanned, it is in the address and need not be typed. */
export const scannedCode = (): string => new URLSearchParams(globalThis.location.search).get('code') ?? '';
