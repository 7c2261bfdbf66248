import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';

export type OwnSession = components['schemas']['Session'];
export type Device = components['schemas']['Device'];

export const ownSessionsQuery = queryOptions({
  queryKey: ['auth', 'own', 'sessions'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/auth/sessions', { signal })),
  select: (page) => page.items,
});

export const ownDevicesQuery = queryOptions({
  queryKey: ['auth', 'own', 'devices'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/auth/devices', { signal })),
  select: (page) => page.items,
});

export const endOwnSession = (id: string): Promise<void> =>
  done(api.DELETE('/api/v1/auth/sessions/{session_id}', { params: { path: { session_id: id } } }));

export const endAllOwnSessions = (): Promise<void> => done(api.DELETE('/api/v1/auth/sessions'));

export const changeOwnPassword = (password: string, newPassword: string): Promise<void> =>
  done(api.POST('/api/v1/auth/password', { body: { password, new_password: newPassword } }));

export const revokeDevice = (id: string): Promise<Device> =>
  answerOf(api.POST('/api/v1/devices/{device_id}/revocation', { params: { path: { device_id: id } } }));
