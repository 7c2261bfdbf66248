import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import type { Account } from '@/lib/session/session';

export type NewAccount = components['schemas']['NewAccount'];
export type AccountChange = components['schemas']['AccountChange'];
export type Invitation = components['schemas']['Invitation'];
export type Door = components['schemas']['Door'];

export const STAFF_ROLES = ['front_desk', 'nurse', 'doctor', 'manager', 'admin'] as const;

const PAGE = 50;

export const staffQuery = (clinicId: string) =>
  infiniteQueryOptions({
    queryKey: ['auth', 'staff', clinicId],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/clinics/{clinic_id}/staff', {
          params: { path: { clinic_id: clinicId }, query: { limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const invite = (clinicId: string, wish: NewAccount) =>
  answerOf(api.POST('/api/v1/clinics/{clinic_id}/staff', { params: { path: { clinic_id: clinicId } }, body: wish }));

export const inviteAgain = (clinicId: string, accountId: string): Promise<Invitation> =>
  answerOf(
    api.POST('/api/v1/clinics/{clinic_id}/staff/{account_id}/invitations', {
      params: { path: { clinic_id: clinicId, account_id: accountId } },
    }),
  );

/** Says which version was seen, so that a colleague's change is never overwritten unseen. */
export const changeAccount = (account: Account, change: AccountChange): Promise<Account> =>
  answerOf(
    api.PATCH('/api/v1/staff/{account_id}', {
      params: { path: { account_id: account.id }, header: { 'If-Match': `"v${account.version}"` } },
      body: change,
    }),
  );

export const removeSecondFactor = (accountId: string): Promise<void> =>
  done(api.DELETE('/api/v1/staff/{account_id}/second-factor', { params: { path: { account_id: accountId } } }));

export const clinicDevicesQuery = queryOptions({
  queryKey: ['auth', 'devices'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/devices', { params: { query: { state: 'approved', limit: 100 } }, signal })),
  select: (page) => page.items,
});

export const whoMayQuery = queryOptions({
  queryKey: ['auth', 'who-may'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/who-may', { signal })),
  select: (page) => page.items,
  staleTime: Infinity,
});
