import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import { asSeen } from '@/lib/live/useLive';

export type Queue = components['schemas']['Queue'];
export type Turn = components['schemas']['NamedTurn'];
export type Ticket = components['schemas']['Ticket'];
export type CheckedIn = components['schemas']['CheckedIn'];
export type OwnPlace = components['schemas']['OwnPlace'];
export type MoveReason = components['schemas']['Placing']['why'];
export type WalkInWish = components['schemas']['WalkIn'];

const at = (visitId: string) => ({ params: { path: { visit_id: visitId } } });

/** Begins like the day board's, so that a step taken there renews the line here, and the other way round. */
export const queueQuery = (clinicId: string, date: string) =>
  queryOptions({
    queryKey: ['scheduling', 'board', clinicId, 'queue', date],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/queue', { params: { path: { clinic_id: clinicId }, query: { date } }, signal })),
    select: (page) => page.items,
  });

export const callNext = (practitionerId: string, finish: string | null) =>
  answerOf(
    api.POST('/api/v1/practitioners/{practitioner_id}/queue/call', {
      params: { path: { practitioner_id: practitionerId } },
      body: { finish },
    }),
  );

export const tellDelay = (practitionerId: string, minutes: number) =>
  answerOf(
    api.POST('/api/v1/practitioners/{practitioner_id}/delay', {
      params: { path: { practitioner_id: practitionerId } },
      body: { minutes },
    }),
  );

/** What can be done with one ticket, by the names of its doors. */
export const ACTS = {
  call: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/call', at(id))),
  start: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/start', at(id))),
  completion: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/completion', at(id))),
  skip: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/skip', at(id))),
  return: (id: string) => answerOf(api.POST('/api/v1/appointments/{visit_id}/return', at(id))),
} as const;

export type Act = keyof typeof ACTS;

export const place = (visitId: string, why: MoveReason, before: string | null) =>
  answerOf(api.POST('/api/v1/appointments/{visit_id}/place', { ...at(visitId), body: { why, before } }));

export const letWalkIn = (clinicId: string, wish: WalkInWish, key: string): Promise<CheckedIn> =>
  answerOf(
    api.POST('/api/v1/clinics/{clinic_id}/walk-ins', {
      params: { path: { clinic_id: clinicId }, header: { 'Idempotency-Key': key } },
      body: wish,
    }),
  );

export const doorCodeQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'door-code', clinicId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/door-code', { params: { path: { clinic_id: clinicId } }, signal })),
  });

export const boardKeysQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'board-keys', clinicId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/board-keys', { params: { path: { clinic_id: clinicId } }, signal })),
    select: (page) => page.items,
  });

export const makeBoardKey = (clinicId: string, label: string) =>
  answerOf(api.POST('/api/v1/clinics/{clinic_id}/board-keys', { params: { path: { clinic_id: clinicId } }, body: { label } }));

export const revokeBoardKey = (clinicId: string, keyId: string) =>
  done(api.DELETE('/api/v1/clinics/{clinic_id}/board-keys/{key_id}', { params: { path: { clinic_id: clinicId, key_id: keyId } } }));

export const ownPlaceQuery = (visitId: string) =>
  queryOptions({
    queryKey: ['scheduling', 'own-place', visitId],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/me/appointments/{visit_id}/queue', { ...at(visitId), signal })),
  });

export const checkInAlone = (visitId: string, code: string) =>
  answerOf(api.POST('/api/v1/me/appointments/{visit_id}/check-in', { ...at(visitId), body: { code } }));

export const boardQuery = (clinicId: string, key: string) =>
  queryOptions({
    queryKey: ['scheduling', 'tv', clinicId, key],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/board', { params: { path: { clinic_id: clinicId }, query: { key } }, signal, ...asSeen() })),
  });
