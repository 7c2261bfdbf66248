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

// Each area is loaded in one piece, so that a patient never loads the desk, and the desk is there at its first page.
const publicPages = () => import('./areas/public');
const account = () => import('./areas/account');
const patient = () => import('./areas/patient');
const desk = () => import('./areas/desk');
const doctorsOwn = () => import('./areas/doctor');
const admin = () => import('./areas/admin');
const staff = () => import('./areas/staff');
const board = () => import('./areas/board');

const root = createRootRoute({ component: Shell });

const find = createRoute({ getParentRoute: () => root, path: '/', validateSearch: readSearch, component: FindArea });

const doctor = createRoute({
  getParentRoute: () => root,
  path: '/doctors/$doctorId',
  component: lazyRouteComponent(publicPages, 'DoctorProfileArea'),
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
  component: lazyRouteComponent(publicPages, 'BookPage'),
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
  component: lazyRouteComponent(publicPages, 'JoinPage'),
});

const clinic = createRoute({
  getParentRoute: () => root,
  path: '/clinics/$clinicId',
  component: lazyRouteComponent(publicPages, 'ClinicPage'),
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
    component: lazyRouteComponent(account, 'StaffEntrance'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/sign-in',
    validateSearch: readNext,
    component: lazyRouteComponent(account, 'PatientEntrance'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/staff/invitation',
    component: lazyRouteComponent(account, 'InvitationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/staff/forgotten',
    component: lazyRouteComponent(account, 'ForgottenPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/staff/reset',
    component: lazyRouteComponent(account, 'ResetPage'),
  }),
];

const said = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whose numbers a screen on a wall shows, and by what right. */
const readBoard = (search: Record<string, unknown>): { clinic: string; key: string } => ({ clinic: said(search['clinic']), key: said(search['key']) });

const areas = [
  createRoute({
    getParentRoute: () => root,
    path: '/me',
    component: lazyRouteComponent(patient, 'MeArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/family',
    component: lazyRouteComponent(patient, 'MeFamilyArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/calendar',
    component: lazyRouteComponent(patient, 'MeCalendarArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/visits/$visitId',
    validateSearch: (search: Record<string, unknown>): { booked?: boolean } => (search['booked'] === true ? { booked: true } : {}),
    component: lazyRouteComponent(patient, 'VisitArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me/visits/$visitId/move',
    component: lazyRouteComponent(patient, 'MoveArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk',
    validateSearch: readDesk,
    component: lazyRouteComponent(desk, 'DeskArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/doctor',
    validateSearch: readDesk,
    component: lazyRouteComponent(doctorsOwn, 'DoctorArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/doctor/plan',
    component: lazyRouteComponent(doctorsOwn, 'DoctorPlanArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/doctor/reviews',
    component: lazyRouteComponent(doctorsOwn, 'DoctorReviewsArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin',
    component: lazyRouteComponent(admin, 'AdminStaffArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/plan',
    component: lazyRouteComponent(admin, 'AdminPlanArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/approvals',
    component: lazyRouteComponent(admin, 'AdminApprovalsArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/who-may',
    component: lazyRouteComponent(admin, 'AdminWhoMayArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/approvals',
    component: lazyRouteComponent(staff, 'OwnApprovalsArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/setup',
    component: lazyRouteComponent(staff, 'SetupArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/devices',
    component: lazyRouteComponent(admin, 'AdminDevicesArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/trail',
    component: lazyRouteComponent(admin, 'AdminTrailArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/keeping',
    component: lazyRouteComponent(admin, 'AdminKeepingArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin/opened-in-need',
    component: lazyRouteComponent(admin, 'AdminGlassArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/profile',
    component: lazyRouteComponent(account, 'ProfileArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk/queue',
    component: lazyRouteComponent(desk, 'QueueArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk/waitlist',
    component: lazyRouteComponent(desk, 'WaitlistArea'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/board',
    validateSearch: readBoard,
    component: lazyRouteComponent(board, 'BoardArea'),
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
