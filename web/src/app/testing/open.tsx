import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { startI18n } from '@/lib/i18n/setup';
import type { Language } from '@/lib/i18n/languages';
import type { Clinic, Practitioner, Service } from '@/features/directory/api';
import { restoreSession, type Account } from '@/lib/session/session';
import { server } from '@/lib/testing/server';
import { App } from '../App';
import { loadWords } from '../words';

export const aClinic = (differing: Partial<Clinic> = {}): Clinic => ({
  id: 'cl_1',
  version: 1,
  name: 'Sahyadri Family Clinic',
  about: 'On Law College Road since 1998.',
  address: {
    line1: '14 Law College Road',
    line2: '',
    city: 'Pune',
    state: 'Maharashtra',
    pin_code: '411004',
    country: 'IN',
  },
  phone: '+912026051234',
  email: 'desk@sahyadri.example',
  time_zone: 'Asia/Kolkata',
  languages: ['en', 'mr'],
  state: 'active',
  ...differing,
});

export const aDoctor = (differing: Partial<Practitioner> = {}): Practitioner => ({
  id: 'pr_1',
  version: 1,
  clinic_id: 'cl_1',
  clinic: {
    id: 'cl_1',
    name: 'Sahyadri Family Clinic',
    city: 'Pune',
    address_line: '14 Law College Road',
    time_zone: 'Asia/Kolkata',
  },
  name: 'Dr. Asha Kulkarni',
  specialities: ['dermatology'],
  qualifications: 'MBBS, MD (Dermatology)',
  registration_number: 'MMC 2009/04/1123',
  experience_since_year: 2009,
  fee_paise: 60_000,
  languages: ['en', 'mr'],
  bio: 'Looks after skin, hair and nails.',
  modes: ['in_person', 'video'],
  rating: { average: 4.6, count: 120 },
  state: 'active',
  ...differing,
});

export const aService = (differing: Partial<Service> = {}): Service => ({
  id: 'se_1',
  version: 1,
  clinic_id: 'cl_1',
  name: 'First consultation',
  mode: 'in_person',
  length_minutes: 20,
  buffer_before_minutes: 0,
  buffer_after_minutes: 5,
  price_paise: 60_000,
  tax_class: 'exempt',
  practitioner_ids: ['pr_1'],
  free_revisit: { within_days: 7, price_paise: 0 },
  state: 'active',
  ...differing,
});

export const pageOf = <T,>(items: T[], nextCursor: string | null = null) =>
  HttpResponse.json({ items, next_cursor: nextCursor });

export const choicesAnswer = http.get('*/api/v1/practitioners/choices', () =>
  HttpResponse.json({
    specialities: [
      { code: 'dermatology', count: 1 },
      { code: 'paediatrics', count: 2 },
    ],
    cities: [{ name: 'Pune', count: 3 }],
    languages: [
      { code: 'en', count: 3 },
      { code: 'mr', count: 1 },
    ],
  }),
);

/** What the diary and the directory say where a test says nothing of them: nobody has a free time, nobody is linked. */
const quietDiary = [
  http.get('*/api/v1/availability/search', () => pageOf([])),
  http.get('*/api/v1/practitioners/:id/availability', () => pageOf([])),
  http.get('*/api/v1/me/appointments', () => pageOf([])),
  http.get('*/api/v1/clinics/:id/practitioners', () => pageOf([])),
  http.get('*/api/v1/clinics/:id/practitioner-accounts', () => pageOf([])),
  http.get('*/api/v1/practitioners/:id/reviews', () => pageOf([])),
  http.get('*/api/v1/me/waitlist', () => pageOf([])),
  http.get('*/api/v1/clinics/:id/terms', () => HttpResponse.json(someTerms)),
];

export const someTerms = {
  version: 1,
  clinic_id: 'cl_1',
  lead_minutes: 30,
  horizon_days: 60,
  cancel_until_minutes: 240,
  most_upcoming: 5,
  hold_seconds: 120,
};

/** Opens the whole app at an address, as a browser would. */
export async function open(path: string, language: Language = 'en') {
  // Behind all that the test itself says.
  server.resetHandlers(...server.listHandlers(), ...quietDiary);
  await startI18n(loadWords, ['app', 'ui', 'directory', 'scheduling/next'], language);
  await restoreSession();
  const history = createMemoryHistory({ initialEntries: [path] });
  render(<App history={history} />);
  return history;
}

export const anAccount = (differing: Partial<Account> = {}): Account => ({
  id: 'ac_1',
  version: 1,
  clinic_id: 'cl_1',
  role: 'admin',
  name: 'Meera Joshi',
  email: 'meera@sahyadri.example',
  phone: null,
  state: 'active',
  has_password: true,
  has_second_factor: true,
  ...differing,
});

export const signedInAnswer = (account: Account, token = 'token-1') =>
  HttpResponse.json({ access_token: token, token_type: 'Bearer', expires_in_s: 900, session_id: 'se_1', account });

/** The browser has a session of this person; the page finds it when it opens. */
export function withSessionOf(account: Account) {
  localStorage.setItem('session', 'se_1');
  server.use(http.post('*/api/v1/auth/refresh', () => signedInAnswer(account)));
}
