import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import type { Practitioner } from './api';

export type KeptPractitioner = components['schemas']['KeptPractitioner'];

/** The largest page the server gives; a clinic has fewer people. */
const WHOLE = 100;

/** As whom a clinic's doctors sign in: the account of each who is linked. */
export const linksQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['directory', 'links', clinicId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/practitioner-accounts', { params: { path: { clinic_id: clinicId } }, signal })),
    select: (page) => new Map(page.items.map((link) => [link.practitioner_id, link.account_id])),
  });

/** Everybody who may sign in as a doctor, and who was once linked and may not any more. */
export const signersQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['auth', 'staff', clinicId, 'whole'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/clinics/{clinic_id}/staff', { params: { path: { clinic_id: clinicId }, query: { limit: WHOLE } }, signal })),
    select: (page) => page.items,
  });

/** Says which version was seen, so that a colleague's change is never overwritten unseen. */
export const linkAccount = (doctor: Practitioner, accountId: string | null): Promise<KeptPractitioner> =>
  answerOf(
    api.PATCH('/api/v1/practitioners/{practitioner_id}', {
      params: { path: { practitioner_id: doctor.id }, header: { 'If-Match': `"v${doctor.version}"` } },
      body: { account_id: accountId },
    }),
  );
