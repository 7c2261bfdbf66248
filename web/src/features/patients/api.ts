import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import { Refusal } from '@/lib/api/refusal';
import type { components } from '@/lib/api/schema';

export type Patient = components['schemas']['Patient'];
export type OwnPatient = components['schemas']['OwnPatient'];
export type Alike = components['schemas']['Alike'];

/** The family on the phone of whoever is signed in, in all clinics. */
export const familyQuery = queryOptions({
  queryKey: ['patients', 'own'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/me/patients', { signal })),
  select: (page) => page.items,
});

/** Where somebody may be registered, by name. */
export const clinicsQuery = queryOptions({
  queryKey: ['patients', 'clinics'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/clinics', { params: { query: { limit: 100 } }, signal })),
  select: (page) => page.items.map(({ id, name, address }) => ({ id, name, city: address.city })),
});

export const registerOwn = (wish: OwnPatient): Promise<Patient> =>
  answerOf(api.POST('/api/v1/me/patients', { body: wish }));

/** Who it may be, when a registration was refused because somebody seems to be known. */
export function alikeIn(error: Error | null): Alike[] {
  const isAlike = error instanceof Refusal && error.slug === 'patient-likely-known';
  return isAlike && Array.isArray(error.said['alike']) ? (error.said['alike'] as Alike[]) : [];
}
