import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';
import { isOwnPath } from '@/features/auth/roles';
import { readSearch } from '@/features/directory';
import { isDay, type DeskAddress } from '@/features/scheduling/desk';
import { FindArea } from './areas/FindArea';
import { FaultPage, NotFoundPage, WaitingPage } from './pages';
import { Shell } from './Shell';

const root = createRootRoute({ component: Shell });

const find = createRoute({ getParentRoute: () => root, path: '/', validateSearch: readSearch, component: FindArea });

const doctor = createRoute({
  getParentRoute: () => root,
  path: '/doctors/$doctorId',
  component: lazyRouteComponent(() => import('./areas/DoctorProfileArea'), 'DoctorProfileArea'),
});

type TimeSearch = { at?: string | undefined; service?: string | undefined; mode?: 'in_person' | 'video' | undefined };

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Which time is booked, and what for; an address with anything else in it leads to where a time is chosen. */
const readTime = ({ at, service, mode }: Record<string, unknown>): TimeSearch => ({
  at: Number.isNaN(Date.parse(text(at) ?? '')) ? undefined : text(at),
  service: text(service),
  mode: mode === 'video' || mode === 'in_person' ? mode : undefined,
});

const book = createRoute({
  getParentRoute: () => root,
  path: '/doctors/$doctorId/book',
  validateSearch: readTime,
  component: lazyRouteComponent(() => import('@/features/scheduling/book/BookPage'), 'BookPage'),
});

const readWait = ({ service, from, until }: Record<string, unknown>): { service?: string | undefined; from?: string | undefined; until?: string | undefined } => ({
  service: text(service),
  from: isDay(from) ? from : undefined,
  until: isDay(until) ? until : undefined,
});

const wait = createRoute({
  getParentRoute: () => root,
  path: '/doctors/$doctorId/wait',
  validateSearch: readWait,
  component: lazyRouteComponent(() => import('@/features/scheduling/wait/JoinPage'), 'JoinPage'),
});

const clinic = createRoute({
  getParentRoute: () => root,
  path: '/clinics/$clinicId',
  component: lazyRouteComponent(() => import('@/features/directory/ClinicPage'), 'ClinicPage'),
});

const idOf = (said: unknown, kind: string): string | undefined =>
  typeof said === 'string' && said.startsWith(`${kind}_`) ? said : undefined;

/** Which day the desk looks at, and what it has opened there. */
const readDesk = (search: Record<string, unknown>): DeskAddress => ({
  date: isDay(search['date']) ? search['date'] : undefined,
  visit: idOf(search['visit'], 'ap'),
  patient: idOf(search['patient'], 'pa'),
});

/** Where somebody wanted to go before they were asked who they are. */
const readNext = (search: Record<string, unknown>): { next?: string | undefined } => ({
  // Said even when it is nothing: what is left out would be taken from the address as it stands.
  next: isOwnPath(search['next']) ? search['next'] : undefined,
});

const entrances = [
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: readNext,
    component: lazyRouteComponent(() => import('./areas/Entrances'), 'StaffEntrance'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/sign-in',
    validateSearch: readNext,
    component: lazyRouteComponent(() => import('./areas/Entrances'), 'PatientEntrance'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/staff/invitation',
    component: lazyRouteComponent(() => import('@/features/auth/InvitationPage'), 'InvitationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/staff/forgotten',
    component: lazyRouteComponent(() => import('@/features/auth/ForgottenPage'), 'ForgottenPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/staff/reset',
    component: lazyRouteComponent(() => import('@/features/auth/ResetPage'), 'ResetPage'),
  }),
];

const said = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whose numbers a screen on a wall shows, and by what right. */
const readBoard = (search: Record<string, unknown>): { clinic: string; key: string } => ({ clinic: said(search['clinic']), key: said(search['key']) });

// Each area is a chunk of its own, so that a patient never loads the desk.
const areas = [
  createRoute({
    getParentRoute: () => root,
    path: '/me',
    component: lazyRouteComponent(() => import('./areas/MeArea'), 'MeArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/family',
    component: lazyRouteComponent(() => import('./areas/MeFamilyArea'), 'MeFamilyArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/calendar',
    component: lazyRouteComponent(() => import('./areas/MeCalendarArea'), 'MeCalendarArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/visits/$visitId',
    validateSearch: (search: Record<string, unknown>): { booked?: boolean } => (search['booked'] === true ? { booked: true } : {}),
    component: lazyRouteComponent(() => import('./areas/VisitArea'), 'VisitArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/visits/$visitId/move',
    component: lazyRouteComponent(() => import('./areas/VisitArea'), 'MoveArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk',
    validateSearch: readDesk,
    component: lazyRouteComponent(() => import('./areas/DeskArea'), 'DeskArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/doctor',
    validateSearch: readDesk,
    component: lazyRouteComponent(() => import('./areas/DoctorArea'), 'DoctorArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/doctor/plan',
    component: lazyRouteComponent(() => import('./areas/DoctorPlanArea'), 'DoctorPlanArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/doctor/reviews',
    component: lazyRouteComponent(() => import('./areas/DoctorReviewsArea'), 'DoctorReviewsArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin',
    component: lazyRouteComponent(() => import('./areas/AdminStaffArea'), 'AdminStaffArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/plan',
    component: lazyRouteComponent(() => import('./areas/AdminPlanArea'), 'AdminPlanArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/approvals',
    component: lazyRouteComponent(() => import('./areas/AdminApprovalsArea'), 'AdminApprovalsArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/who-may',
    component: lazyRouteComponent(() => import('./areas/AdminWhoMayArea'), 'AdminWhoMayArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/approvals',
    component: lazyRouteComponent(() => import('./areas/OwnApprovalsArea'), 'OwnApprovalsArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/setup',
    component: lazyRouteComponent(() => import('./areas/SetupArea'), 'SetupArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/devices',
    component: lazyRouteComponent(() => import('./areas/AdminDevicesArea'), 'AdminDevicesArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/trail',
    component: lazyRouteComponent(() => import('./areas/AdminTrailArea'), 'AdminTrailArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/keeping',
    component: lazyRouteComponent(() => import('./areas/AdminKeepingArea'), 'AdminKeepingArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/opened-in-need',
    component: lazyRouteComponent(() => import('./areas/AdminGlassArea'), 'AdminGlassArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/profile',
    component: lazyRouteComponent(() => import('./areas/ProfileArea'), 'ProfileArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk/queue',
    component: lazyRouteComponent(() => import('./areas/QueueArea'), 'QueueArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk/waitlist',
    component: lazyRouteComponent(() => import('./areas/WaitlistArea'), 'WaitlistArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/board',
    validateSearch: readBoard,
    component: lazyRouteComponent(() => import('./areas/BoardArea'), 'BoardArea'),
  }),
];

const tree = root.addChildren([find, doctor, book, wait, clinic, ...entrances, ...areas]);

export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    ...(history !== undefined && { history }),
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: WaitingPage,
    defaultErrorComponent: FaultPage,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
