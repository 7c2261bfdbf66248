import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import { asSeen } from '@/lib/live/useLive';

export type FreeTime = components['schemas']['FreeTime'];
export type FreeDay = components['schemas']['FreeDay'];
export type NextFree = components['schemas']['NextFree'];
export type Appointment = components['schemas']['Appointment'];
export type Terms = components['schemas']['Terms'];

/** The free times of a practitioner for one kind of visit, day by day; both ends are included. */
export const freeDaysQuery = (wish: { doctorId: string; serviceId: string; from: string; until: string }) =>
  queryOptions({
    queryKey: ['scheduling', 'free', wish],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/practitioners/{practitioner_id}/availability', {
          params: {
            path: { practitioner_id: wish.doctorId },
            query: { from: wish.from, until: wish.until, service: wish.serviceId },
          },
          signal,
          ...asSeen(),
        }),
      ),
    select: (page) => page.items,
  });

/** What a clinic asks of who books: how soon, how far ahead, until when it can be cancelled. */
export const termsQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'terms', clinicId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/terms', { params: { path: { clinic_id: clinicId } }, signal })),
  });
