import { answerOf, api, done } from '@/lib/api/client';
import { Refusal } from '@/lib/api/refusal';
import type { Appointment } from '../api';
import { answerWithClock } from '../clockAhead';

/** What somebody wants to have kept: this doctor, this kind of visit, this moment. */
export type TimeWish = { doctorId: string; serviceId: string; at: string };

export type KeptTime = { token: string; /** By the clock of this device. */ until: number };

export async function holdTime(wish: TimeWish): Promise<KeptTime> {
  const call = api.POST('/api/v1/holds', {
    body: { practitioner_id: wish.doctorId, service_id: wish.serviceId, starts_at: wish.at },
  });
  const { answer, ahead } = await answerWithClock(call);
  return { token: answer.token, until: Date.parse(answer.expires_at) + ahead };
}

export const giveTimeBack = (token: string): Promise<void> => done(api.POST('/api/v1/holds/release', { body: { token } }));

export type Attempt = { key: string; token: string; wish: TimeWish; patientId: string; reason: string };

const TRIES = 3;
const BETWEEN_TRIES_MS = 700;

/** The same key each time: however often it is sent, it is one visit. */
const ask = ({ key, token, patientId, reason }: Attempt): Promise<Appointment> =>
  answerOf(
    api.POST('/api/v1/appointments', {
      params: { header: { 'Idempotency-Key': key } },
      body: {
        hold_token: token,
        patient_id: patientId,
        reason: reason === '' ? null : reason,
        practitioner_id: null,
        service_id: null,
        starts_at: null,
        source: null,
        also: [],
        pay_first: false,
        off_grid: false,
      },
    }),
  );

async function askPatiently(attempt: Attempt): Promise<Appointment> {
  for (let tried = 1; ; tried += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      return await ask(attempt);
    } catch (fault) {
      const mayCome = fault instanceof Refusal && (fault.mayPass || fault.slug === 'idempotency-key-running') && fault.status !== 429;
      if (!mayCome || tried === TRIES) throw fault;
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS * tried));
    }
  }
}

/** These are also what is answered when another tab, or an answer that was lost, has booked this very time already. */
const MAY_BE_DONE = new Set(['hold-expired', 'idempotency-key-reused']);

async function alreadyMine({ wish, patientId }: Attempt): Promise<Appointment | undefined> {
  const page = await answerOf(api.GET('/api/v1/me/appointments', { params: { query: { ahead: true, limit: 100 } } }));
  return page.items.find(
    (visit) =>
      visit.practitioner_id === wish.doctorId &&
      visit.patient_id === patientId &&
      Date.parse(visit.starts_at) === Date.parse(wish.at) &&
      visit.state === 'confirmed',
  );
}

export async function bookHeld(attempt: Attempt): Promise<Appointment> {
  try {
    return await askPatiently(attempt);
  } catch (fault) {
    const found = fault instanceof Refusal && MAY_BE_DONE.has(fault.slug) ? await alreadyMine(attempt) : undefined;
    if (found === undefined) throw fault;
    return found;
  }
}
