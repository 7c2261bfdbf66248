import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { encode } from 'uqr';
import type { Appointment } from '@/features/scheduling/api';
import type { OwnPlace, Queue } from '@/features/scheduling/queue/queueApi';
import type { Patient } from '@/features/patients';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, anAccount, aService, open, pageOf, withSessionOf } from './testing/open';

const MINUTE_MS = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS).toISOString();
const ME = anAccount({ role: 'patient', name: '', email: '', phone: '+919812345678', clinic_id: null });

const aQueue: Queue = {
  delay_minutes: 0,
  goes_on_at: null,
  on: '2026-11-21',
  pace_from_visits: 0,
  pace_percent: 100,
  practitioner_id: 'pr_1',
  room: 'Room 1',
  turns: [],
  version: 1,
  waiting: 0,
};

const aVisit = (differing: Partial<Appointment> = {}): Appointment => ({
  id: 'ap_1',
  version: 1,
  clinic_id: 'cl_1',
  practitioner_id: 'pr_1',
  patient_id: 'pa_1',
  service_id: 'se_1',
  mode: 'in_person',
  starts_at: inMinutes(20),
  ends_at: inMinutes(40),
  state: 'confirmed',
  source: 'portal',
  seat: 1,
  places: [],
  booked_at: '2026-01-01T00:00:00+00:00',
  expires_at: null,
  reason: null,
  cancelled_by: null,
  series_id: null,
  history: [],
  ...differing,
});

const notHereYet = (visit: Appointment): OwnPlace => ({
  appointment_id: visit.id,
  called_at: null,
  check_in_from: new Date(Date.parse(visit.starts_at) - 60 * MINUTE_MS).toISOString(),
  check_in_until: new Date(Date.parse(visit.starts_at) + 30 * MINUTE_MS).toISOString(),
  expected_at: null,
  goes_on_at: null,
  people_ahead: null,
  place: null,
  room: '',
  state: null,
  token: null,
  waiting: 2,
});

const person = (id: string, name: string) => ({ id, name, relation: 'self' }) as Patient;

function visitsOf(...visits: Appointment[]) {
  history.replaceState(null, '', '/me?code=K7RM2XQD');
  withSessionOf(ME);
  server.use(
    http.get('*/api/v1/me/patients', () => pageOf([person('pa_1', 'Lakshmi Iyer'), person('pa_2', 'Meena Iyer')])),
    http.get('*/api/v1/me/appointments', () => pageOf(visits)),
    http.get('*/api/v1/me/appointments/:id/queue', ({ params }) => HttpResponse.json(notHereYet(visits.find(({ id }) => id === params['id']) ?? aVisit()))),
  );
}

beforeEach(() => {
  localStorage.clear();
  history.replaceState(null, '', '/');
  server.use(
    http.get('*/api/v1/practitioners/:id', () => HttpResponse.json(aDoctor())),
    http.get('*/api/v1/clinics/:id', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/:id/services', () => pageOf([aService()])),
    http.get('*/api/v1/clinics/:id/practitioners', () => pageOf([aDoctor()])),
  );
});

describe('the sign at the door', () => {
  test('leads whoever scans it to the own visits, with the code of today', async () => {
    withSessionOf(anAccount({ role: 'front_desk' }));
    server.use(
      http.get('*/api/v1/clinics/:id/queue', () => pageOf([aQueue])),
      http.get('*/api/v1/clinics/:id/door-code', () => HttpResponse.json({ clinic_id: 'cl_1', code: 'K7RM2XQD', on: '2026-11-21' })),
    );
    await open('/desk/queue');
    await userEvent.click(await screen.findByRole('button', { name: 'Sign for the door' }));
    const picture = await screen.findByRole('img', { name: 'Code to check in' });
    const { data, size } = encode(`${location.origin}/me?code=K7RM2XQD`, { border: 3 });
    const drawn = picture.querySelector('path')?.getAttribute('d') ?? '';
    expect(picture).toHaveAttribute('viewBox', `0 0 ${size} ${size}`);
    expect(drawn.match(/M\d+ \d+/g)).toEqual(data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}`] : []))));
  });

  test('is typed into the check-in of each of the family who comes now', async () => {
    visitsOf(aVisit(), aVisit({ id: 'ap_2', patient_id: 'pa_2' }), aVisit({ id: 'ap_3', starts_at: inMinutes(600), ends_at: inMinutes(620) }));
    await open('/me?code=K7RM2XQD');
    expect(await screen.findByText(/for Meena Iyer$/, { selector: 'section > p' })).toBeInTheDocument();
    const fields = await screen.findAllByLabelText("Code at the clinic's door");
    expect(fields).toHaveLength(2);
    for (const field of fields) expect(field).toHaveValue('K7RM2XQD');
  });

  test('says so when it is too soon', async () => {
    visitsOf(aVisit({ starts_at: inMinutes(120), ends_at: inMinutes(140) }));
    await open('/me?code=K7RM2XQD');
    expect(await screen.findByText(/You can check in from an hour before your visit/)).toBeInTheDocument();
  });

  test('says so when there is nothing to check in to', async () => {
    visitsOf(aVisit({ starts_at: inMinutes(6000), ends_at: inMinutes(6020) }));
    await open('/me?code=K7RM2XQD');
    expect(await screen.findByText(/none of your visits can be checked in now/)).toBeInTheDocument();
  });
});
