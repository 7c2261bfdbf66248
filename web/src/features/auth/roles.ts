import type { Role } from '@/lib/session/session';

/** Where somebody's work begins. Who runs the installation has no clinic, and so only the page about themselves. */
export const HOME_OF = {
  patient: '/me',
  front_desk: '/desk',
  nurse: '/desk',
  doctor: '/doctor',
  manager: '/admin',
  admin: '/admin',
  operator: '/profile',
} as const satisfies Record<Role, string>;

/** A page of ours to go back to; an address from outside could be anybody's. */
export const isOwnPath = (path: unknown): path is string =>
  typeof path === 'string' && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in');
