import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import type { Patient } from '../api';

export type Registration = components['schemas']['NewPatient'];

/** What a booking needs of a record; of somebody who was only shown as alike the phone is not told. */
export type ChosenPatient = Pick<Patient, 'id' | 'name' | 'mrn' | 'phone' | 'age' | 'sex'>;

/** As many as can be read at a glance; who is not among them is found by one more letter. */
const MOST = 8;

/** Whom the clinic knows, by whatever was typed into one box: a phone, a record number, the beginning of a name. */
export const foundQuery = (clinicId: string, typed: string) =>
  queryOptions({
    queryKey: ['patients', 'found', clinicId, typed],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/clinics/{clinic_id}/patients', {
          params: { path: { clinic_id: clinicId }, query: { q: typed, limit: MOST } },
          signal,
        }),
      ),
    select: (page) => page.items,
    enabled: typed.length > 1,
  });

export const patientQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patients', 'one', patientId],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/patients/{patient_id}', { params: { path: { patient_id: patientId } }, signal })),
  });

export const registerAtDesk = (clinicId: string, wish: Registration): Promise<Patient> =>
  answerOf(api.POST('/api/v1/clinics/{clinic_id}/patients', { params: { path: { clinic_id: clinicId } }, body: wish }));

/** What was typed into the box is most of a registration already: digits are a phone, letters are a name. */
export function readTyped(typed: string): { name: string; phone: string } {
  const isPhone = /^\+?[\d\s()-]{4,}$/.test(typed);
  if (isPhone) return { name: '', phone: typed };
  return { name: /\d/.test(typed) ? '' : typed, phone: '' };
}
