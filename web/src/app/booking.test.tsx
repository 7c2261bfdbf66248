import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Patient } from '@/features/patients';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, anAccount, aService, open, pageOf, withSessionOf } from './testing/open';

const AT = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3 * 86_400_000).toISOString();
const ADDRESS = `/doctors/pr_1/book?at=${encodeURIComponent(AT)}`;
const ME = anAccount({ role: 'patient', name: '', email: '', phone: '+919812345678', clinic_id: null });

const meena: Patient = {
  id: 'pa_9',
  version: 1,
  clinic_id: 'cl_9',
  clinic_name: 'Lakeside Clinic',
  mrn: 'LAK-000009',
  name: 'Meena Iyer',
  sex: 'female',
  born_on: '1990-01-15',
  age: 36,
  phone: '+919812345678',
  relation: 'self',
  language: 'hi',
  registered_at: '2026-11-21T04:00:00+00:00',
  state: 'active',
};

const refuse = (slug: string) => HttpResponse.json({ type: `/problems/${slug}`, title: slug, status: 409 }, { status: 409 });

let released: number;

beforeEach(() => {
  released = 0;
  localStorage.clear();
  server.use(
    http.get('*/api/v1/practitioners/pr_1', () => HttpResponse.json(aDoctor())),
    http.get('*/api/v1/clinics/cl_1', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/cl_1/services', () => pageOf([aService()])),
    http.post('*/api/v1/holds', () =>
      HttpResponse.json({ token: 't1', expires_at: new Date(Date.now() + 120_000).toISOString(), starts_at: AT, ends_at: AT }),
    ),
    http.post('*/api/v1/holds/release', () => {
      released += 1;
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

describe('booking', () => {
  test('asks who one is in its place, while the time is kept', async () => {
    await open(ADDRESS);
    expect(await screen.findByRole('timer')).toBeInTheDocument();
    expect(await screen.findByLabelText('Mobile number')).toBeInTheDocument();
    expect(screen.getByText('Dr. Asha Kulkarni')).toBeInTheDocument();
  });

  test('gives the time back when one goes back', async () => {
    await open(ADDRESS);
    await screen.findByRole('timer');
    await userEvent.click(screen.getByRole('link', { name: 'Clinic Suite' }));
    await waitFor(() => expect(released).toBe(1));
  });

  test('gives whom another clinic knows a record here at one press, and nobody is asked twice', async () => {
    const people = [meena];
    const sent: unknown[] = [];
    withSessionOf(ME);
    server.use(
      http.get('*/api/v1/me/patients', () => pageOf(people)),
      http.post('*/api/v1/me/patients', async ({ request }) => {
        sent.push(await request.json());
        const here = { ...meena, id: 'pa_1', clinic_id: 'cl_1', clinic_name: 'Sahyadri Family Clinic' };
        people.push(here);
        return HttpResponse.json(here, { status: 201 });
      }),
    );
    await open(ADDRESS);
    await userEvent.click(await screen.findByRole('button', { name: 'Choose' }));
    expect(await screen.findByRole('button', { name: 'Book for Meena Iyer' })).toBeEnabled();
    expect(sent).toEqual([
      {
        clinic_id: 'cl_1',
        name: 'Meena Iyer',
        sex: 'female',
        relation: 'self',
        language: 'hi',
        birth: { born_on: '1990-01-15' },
        although_alike: false,
      },
    ]);
    expect(screen.queryByRole('button', { name: 'Choose' })).toBeNull();
  });

  test('says kindly that as many visits are ahead as may be, and keeps what was written', async () => {
    withSessionOf(ME);
    server.use(
      http.get('*/api/v1/me/patients', () => pageOf([{ ...meena, clinic_id: 'cl_1' }])),
      http.post('*/api/v1/appointments', () => refuse('too-many-upcoming')),
    );
    await open(ADDRESS);
    const reason = await screen.findByLabelText('What is it about? (optional)');
    await userEvent.type(reason, 'Knee');
    await userEvent.click(screen.getByRole('button', { name: 'Book for Meena Iyer' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Please call the clinic for more.');
    expect(reason).toHaveValue('Knee');
  });

  test('tells staff that patients book here', async () => {
    withSessionOf(anAccount({ role: 'nurse' }));
    await open(ADDRESS);
    expect(await screen.findByText(/You are signed in as staff/)).toBeInTheDocument();
  });

  test('without a time leads to where one is chosen', async () => {
    const history = await open('/doctors/pr_1/book?at=soon');
    await waitFor(() => expect(history.location.pathname).toBe('/doctors/pr_1'));
  });
});
