import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import type { Appointment } from '../api';
import { clockAhead } from '../clockAhead';

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
    let ahead = 0;
    const call = api.GET('/api/v1/me/waitlist', { signal });
    const page = await answerOf(
      call.then((outcome) => {
        ahead = clockAhead(outcome.response);
        return outcome;
      }),
    );
    return { items: page.items, ahead };
  },
  refetchOnWindowFocus: 'always',
});

export const joinWaitlist = (wish: NewWait): Promise<Wait> => answerOf(api.POST('/api/v1/waitlist', { body: wish }));

export const leaveWaitlist = (waitId: string): Promise<void> => done(api.DELETE('/api/v1/waitlist/{wait_id}', { params: { path: { wait_id: waitId } } }));

/** The key is made once for each offer, so that a yes that is repeated is one visit. */
export const acceptOffer = (offerId: string, key: string): Promise<Appointment> =>
  answerOf(api.POST('/api/v1/offers/{offer_id}/acceptance', { params: { path: { offer_id: offerId }, header: { 'Idempotency-Key': key } } }));

export const declineOffer = (offerId: string): Promise<void> => done(api.POST('/api/v1/offers/{offer_id}/refusal', { params: { path: { offer_id: offerId } } }));
