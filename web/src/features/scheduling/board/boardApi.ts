import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import type { Appointment } from './model';

export type Resource = components['schemas']['Resource'];
/** Of a series: this visit alone, or it and all that follow. */
export type Scope = components['schemas']['Move']['scope'];
export type Move = { practitionerId: string; startsAt: string; endsAt: string | null; reason?: string | null; scope?: Scope };
export type NewBooking = {
  patientId: string;
  practitionerId: string;
  serviceId: string;
  startsAt: string;
  source: 'desk' | 'phone' | 'walk_in';
  reason: string | null;
};

/** Everything of one clinic's board begins with this, so that one change renews all of it. */
export const boardKey = (clinicId: string) => ['scheduling', 'board', clinicId] as const;

export const sheetsQuery = (clinicId: string, date: string) =>
  queryOptions({
    queryKey: [...boardKey(clinicId), 'sheets', date],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/clinics/{clinic_id}/sheets', { params: { path: { clinic_id: clinicId }, query: { date } }, signal }),
      ),
    select: (page) => page.items,
  });

export const visitsQuery = (clinicId: string, date: string) =>
  queryOptions({
    queryKey: [...boardKey(clinicId), 'visits', date],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/clinics/{clinic_id}/appointments', { params: { path: { clinic_id: clinicId }, query: { date } }, signal }),
      ),
    select: (page) => page.items,
  });

/** Visits that fit no open hours any more, on whatever day they are. */
export const straysQuery = (clinicId: string) =>
  queryOptions({
    queryKey: [...boardKey(clinicId), 'strays'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/strays', { params: { path: { clinic_id: clinicId } }, signal })),
    select: (page) => page.items.toSorted((a, b) => a.starts_at.localeCompare(b.starts_at)),
  });

export const resourcesQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'resources', clinicId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/resources', { params: { path: { clinic_id: clinicId } }, signal })),
    select: (page) => page.items,
  });

/** One visit with its history. */
export const visitQuery = (clinicId: string, visitId: string) =>
  queryOptions({
    queryKey: [...boardKey(clinicId), 'visit', visitId],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/appointments/{visit_id}', { params: { path: { visit_id: visitId } }, signal })),
  });

export const once = () => ({ 'Idempotency-Key': crypto.randomUUID() });

/** The desk puts a visit where it wants it, also between the usual beginnings; the length goes along. */
export const moveVisit = (visitId: string, { practitionerId, startsAt, endsAt, reason = null, scope = 'this' }: Move): Promise<Appointment> =>
  answerOf(
    api.POST('/api/v1/appointments/{visit_id}/rescheduling', {
      params: { path: { visit_id: visitId }, header: once() },
      body: { starts_at: startsAt, practitioner_id: practitionerId, ends_at: endsAt, reason, off_grid: true, scope },
    }),
  );

export const bookVisit = (wish: NewBooking): Promise<Appointment> =>
  answerOf(
    api.POST('/api/v1/appointments', {
      params: { header: once() },
      body: {
        patient_id: wish.patientId,
        practitioner_id: wish.practitionerId,
        service_id: wish.serviceId,
        starts_at: wish.startsAt,
        source: wish.source,
        reason: wish.reason,
        hold_token: null,
        also: [],
        pay_first: false,
        off_grid: true,
      },
    }),
  );

const at = (visitId: string) => ({ params: { path: { visit_id: visitId } } });

/** The steps in the life of a visit, by the names of their doors. */
export const STEPS = {
  confirmation: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/confirmation', at(id))),
  arrival: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/arrival', at(id))),
  start: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/start', at(id))),
  completion: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/completion', at(id))),
  noShow: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/no-show', at(id))),
} as const;

export type Step = keyof typeof STEPS;

export const cancelVisit = (visitId: string, reason: string, scope: Scope): Promise<Appointment> =>
  answerOf(api.POST('/api/v1/appointments/{visit_id}/cancellation', { ...at(visitId), body: { reason, by: null, scope } }));
