import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import { answerWithClock } from '../clockAhead';
import type { Offer, Wait } from '../wait/waitApi';

export type NamedWaiting = components['schemas']['NamedWaiting'];
export type Urgency = Wait['urgency'];

export const URGENCIES = ['routine', 'soon', 'urgent'] as const satisfies readonly Urgency[];

/** Who waits in a clinic, in the order in which they are offered times. */
export const waitlistQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'waitlist', clinicId],
    queryFn: async ({ signal }) => {
      const call = api.GET('/api/v1/clinics/{clinic_id}/waitlist', { params: { path: { clinic_id: clinicId } }, signal });
      const { answer, ahead } = await answerWithClock(call);
      return { items: answer.items, ahead };
    },
  });

const at = (waitId: string) => ({ params: { path: { wait_id: waitId } } });

export const weighWait = (waitId: string, urgency: Urgency): Promise<Wait> =>
  answerOf(api.POST('/api/v1/waitlist/{wait_id}/weighing', { ...at(waitId), body: { urgency } }));

export const offerTime = (waitId: string, doctorId: string, startsAt: string): Promise<Offer> =>
  answerOf(api.POST('/api/v1/waitlist/{wait_id}/offers', { ...at(waitId), body: { practitioner_id: doctorId, starts_at: startsAt } }));
