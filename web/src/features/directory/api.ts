import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import { Refusal } from '@/lib/api/refusal';
import type { components } from '@/lib/api/schema';
import { asSeen } from '@/lib/live/useLive';
import type { DoctorSearch } from './search';

export type Practitioner = components['schemas']['Practitioner'];
export type Clinic = components['schemas']['Clinic'];
export type Service = components['schemas']['Service'];
export type Closure = components['schemas']['Closure'];
export type Choices = components['schemas']['Choices'];

const PAGE = 20;
/** A clinic's own lists are short; the largest page the server gives holds all of them. */
const WHOLE = 100;

export const doctorsQuery = (search: DoctorSearch) =>
  infiniteQueryOptions({
    queryKey: ['directory', 'doctors', search],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/practitioners', {
          params: { query: { ...search, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const choicesQuery = queryOptions({
  queryKey: ['directory', 'choices'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/practitioners/choices', { signal })),
});

export const doctorQuery = (id: string) =>
  queryOptions({
    queryKey: ['directory', 'doctor', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/practitioners/{practitioner_id}', { params: { path: { practitioner_id: id } }, signal, ...asSeen() })),
  });

/** Who the reader is among those who see patients; most who work in a clinic are none of them. */
export const ownPractitionerQuery = queryOptions({
  queryKey: ['directory', 'doctor', 'mine'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/me/practitioner', { signal })),
  retry: false,
});

/** Whether somebody signs in as no doctor of the clinic, so that the clinic must say as whom. */
export const isUnlinked = (error: Error | null): boolean => error instanceof Refusal && error.status === 404;

export const clinicQuery = (id: string) =>
  queryOptions({
    queryKey: ['directory', 'clinic', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/clinics/{clinic_id}', { params: { path: { clinic_id: id } }, signal })),
  });

const ofClinic = (id: string) => ({ path: { clinic_id: id }, query: { limit: WHOLE } });

export const clinicDoctorsQuery = (id: string) =>
  queryOptions({
    queryKey: ['directory', 'clinic', id, 'doctors'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/clinics/{clinic_id}/practitioners', { params: ofClinic(id), signal })),
    select: (page) => page.items,
  });

export const servicesQuery = (id: string) =>
  queryOptions({
    queryKey: ['directory', 'clinic', id, 'services'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/clinics/{clinic_id}/services', { params: ofClinic(id), signal })),
    select: (page) => page.items.filter((service) => service.state === 'active'),
  });

export const closuresQuery = (id: string) =>
  queryOptions({
    queryKey: ['directory', 'clinic', id, 'closures'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/clinics/{clinic_id}/closures', { params: ofClinic(id), signal })),
    select: (page) => page.items,
  });
