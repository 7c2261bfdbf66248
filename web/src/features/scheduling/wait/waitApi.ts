import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import type { Appointment } from '../api';
import { answerWithClock } from '../clockAhead';

export type Wait = components['schemas']['Wait'];
export type Offer = components['schemas']['Offer'];
export type Waiting = components['schemas']['Waiting'];
export type Suiting = components['schemas']['Suiting'];
export type NewWait = components['schemas']['NewWait'];

/** Where it is told that something has changed for this wait. */
export const placeOf = ({ clinic_id: clinicId, practitioner_id: doctorId }: Wait): string => `${clinicId}/waits/${doctorId ?? 'any'}`;

/** What the family waits for, and how far this device's clock is ahead: an offer has an end. */
export const ownWaitsQuery = queryOptions({
  queryKey: ['scheduling', 'mine', 'waits'],
  queryFn: async ({ signal }) => {
    const { answer, ahead } = await answerWithClock(api.GET('/api/v1/me/waitlist', { signal }));
    return { items: answer.items, ahead };
  },
  refetchOnWindowFocus: 'always',
});

export const joinWaitlist = (wish: NewWait): Promise<Wait> => answerOf(api.POST('/api/v1/waitlist', { body: wish }));

export const leaveWaitlist = (waitId: string): Promise<void> => done(api.DELETE('/api/v1/waitlist/{wait_id}', { params: { path: { wait_id: waitId } } }));

/** There is one yes to an offer, so its own name is the key: pressed twice, or in two tabs, it is one visit. */
export const acceptOffer = (offerId: string): Promise<Appointment> =>
  answerOf(api.POST('/api/v1/offers/{offer_id}/acceptance', { params: { path: { offer_id: offerId }, header: { 'Idempotency-Key': offerId } } }));

export const declineOffer = (offerId: string): Promise<void> => done(api.POST('/api/v1/offers/{offer_id}/refusal', { params: { path: { offer_id: offerId } } }));
