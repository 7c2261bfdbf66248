import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Patient } from '@/features/patients';
import type { Appointment } from '@/features/scheduling/api';
import { anOffer, aWait } from '@/features/scheduling/wait/testing/waits';
import type { Waiting } from '@/features/scheduling/wait/waitApi';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, anAccount, aService, open, pageOf, withSessionOf } from './testing/open';

const ME = anAccount({ role: 'patient', name: '', email: '', phone: '+919812345678', clinic_id: null });
const SOON_MS = 10 * 60_000;
const AHEAD = new Date(Date.now() + 3 * 86_400_000).toISOString();

const meena = { id: 'pa_1', clinic_id: 'cl_1', clinic_name: 'Sahyadri Family Clinic', mrn: 'SAH-1', name: 'Meena Iyer', sex: 'female', born_on: '1990-01-15', age: 36, phone: '+919812345678', relation: 'self', language: 'hi', registered_at: AHEAD, state: 'active', version: 1 } as Patient;

const visit = { id: 'ap_1', version: 1, clinic_id: 'cl_1', practitioner_id: 'pr_1', service_id: 'se_1', patient_id: 'pa_1', starts_at: AHEAD, ends_at: new Date(Date.parse(AHEAD) + 1_200_000).toISOString(), state: 'confirmed', mode: 'in_person', reason: null } as Appointment;

const refuse = (slug: string) => HttpResponse.json({ type: `/problems/${slug}`, title: slug, status: 409 }, { status: 409 });

let waits: Waiting[];
let visits: Appointment[];
let sent: unknown[];

const offered = (msLeft = SOON_MS): Waiting => ({
  wait: aWait({ state: 'offered' }),
  offer: anOffer({ starts_at: visit.starts_at, ends_at: visit.ends_at, expires_at: new Date(Date.now() + msLeft).toISOString() }),
});

beforeEach(() => {
  [waits, visits, sent] = [[offered()], [], []];
  localStorage.clear();
  server.use(
    http.get('*/api/v1/practitioners/pr_1', () => HttpResponse.json(aDoctor())),
    http.get('*/api/v1/clinics/cl_1', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/cl_1/services', () => pageOf([aService({ practitioner_ids: ['pr_1', 'pr_2'] })])),
    http.get('*/api/v1/me/patients', () => pageOf([meena])),
    http.get('*/api/v1/me/waitlist', () => pageOf(waits)),
    http.get('*/api/v1/me/appointments', () => pageOf(visits)),
  );
});

const card = () => screen.findByRole('region', { name: /\d/ });

describe('a time that is offered', () => {
  test('stands first, with how long it is kept, and a yes makes it the next visit', async () => {
    withSessionOf(ME);
    server.use(
      http.post('*/api/v1/offers/of_1/acceptance', ({ request }) => {
        sent.push(request.headers.get('Idempotency-Key'));
        [waits, visits] = [[], [visit]];
        return HttpResponse.json(visit, { status: 201 });
      }),
    );
    await open('/me');
    const offer = await card();
    expect(await within(offer).findByText('A time has become free for Meena Iyer')).toBeInTheDocument();
    expect(within(offer).getByRole('timer')).toHaveTextContent(/^(10:00|9:5\d)$/);
    await userEvent.click(within(offer).getByRole('button', { name: 'Take this time' }));
    expect(await screen.findByText(/^It is booked: .*Dr. Asha Kulkarni/)).toBeInTheDocument();
    expect(await screen.findByText(/Your next visit is/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Take this time' })).toBeNull();
    expect(sent).toEqual(['of_1']);
  });

  test('goes to the next person after a no, and one waits on', async () => {
    withSessionOf(ME);
    server.use(
      http.post('*/api/v1/offers/of_1/refusal', () => {
        waits = [{ wait: aWait(), offer: null }];
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await open('/me');
    await userEvent.click(await screen.findByRole('button', { name: 'No, thank you, I go on waiting' }));
    expect(await screen.findByText(/goes to the next person. You go on waiting/)).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('timer')).toBeNull());
    expect(screen.getByRole('heading', { name: 'You wait for a time' })).toBeInTheDocument();
  });

  test('that somebody has answered already is over, in a sentence', async () => {
    withSessionOf(ME);
    server.use(
      http.post('*/api/v1/offers/of_1/acceptance', () => {
        waits = [{ wait: aWait(), offer: null }];
        return refuse('offer-over');
      }),
    );
    await open('/me');
    await userEvent.click(await screen.findByRole('button', { name: 'Take this time' }));
    expect(await screen.findByText(/^This offer is over/)).toBeInTheDocument();
  });

  test('that lapses while it is looked at says so and is gone', async () => {
    withSessionOf(ME);
    let ending: Waiting | undefined;
    // As the server answers: the offer until its end, and none after it.
    server.use(
      http.get('*/api/v1/me/waitlist', () => {
        ending ??= offered(2_500);
        const isOver = Date.parse(ending.offer?.expires_at ?? '') <= Date.now();
        return pageOf([isOver ? { wait: aWait(), offer: null } : ending]);
      }),
    );
    await open('/me');
    await screen.findByRole('timer');
    expect(await screen.findByText(/has gone to the next person. You go on waiting/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Take this time' })).toBeNull();
  });
});

describe('who waits', () => {
  test('sees for what and when, and leaves the list after a question', async () => {
    withSessionOf(ME);
    waits = [{ wait: aWait(), offer: null }];
    server.use(
      http.delete('*/api/v1/waitlist/wl_1', () => {
        waits = [];
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await open('/me');
    expect(await screen.findByText('Mon, Wed · 23 Nov – 5 Dec · in the morning')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Wait no more' }));
    await userEvent.click(within(await screen.findByRole('dialog', { hidden: true })).getByRole('button', { name: 'Wait no more', hidden: true }));
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'You wait for a time' })).toBeNull());
  });

  test('is told that the list did not load, and the visits stand all the same', async () => {
    withSessionOf(ME);
    visits = [visit];
    server.use(http.get('*/api/v1/me/waitlist', () => HttpResponse.json({ type: '/problems/broken', title: '', status: 500 }, { status: 500 })));
    await open('/me');
    expect(await screen.findByText(/Your next visit is/)).toBeInTheDocument();
    expect(await screen.findByText('This did not load')).toBeInTheDocument();
  });

  test('of nothing sees nothing of it', async () => {
    withSessionOf(ME);
    waits = [];
    await open('/me');
    expect(await screen.findByRole('heading', { name: 'No visit ahead' })).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'You wait for a time' })).toBeNull();
  });
});

describe('joining the list', () => {
  const ADDRESS = '/doctors/pr_1/wait?service=se_1&from=2031-03-10&until=2031-03-14';

  test('asks who one is in its place, and what was chosen stays', async () => {
    await open(ADDRESS);
    expect(await screen.findByLabelText('Mobile number')).toBeInTheDocument();
    expect(screen.getByText('Dr. Asha Kulkarni')).toBeInTheDocument();
  });

  test('sends days and hours, with this doctor or with any, and says what happens next', async () => {
    withSessionOf(ME);
    const until = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
    server.use(
      http.post('*/api/v1/waitlist', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(aWait(), { status: 201 });
      }),
    );
    await open(`/doctors/pr_1/wait?service=se_1&from=2020-01-01&until=${until}`);
    await userEvent.click(await screen.findByRole('radio', { name: 'With any doctor here who does this' }));
    await userEvent.click(screen.getByRole('button', { name: 'Monday' }));
    await userEvent.click(screen.getByRole('button', { name: 'Evening' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Put Meena Iyer on the list' }));
    expect(await screen.findByRole('heading', { name: 'You are on the list' })).toHaveFocus();
    expect(sent).toEqual([
      { service_id: 'se_1', practitioner_id: null, patient_id: 'pa_1', urgency: 'routine', suiting: [{ from_on: expect.any(String), until_on: until, weekdays: [0], from_time: '17:00', until_time: '24:00' }] },
    ]);
  });

  test('is not possible for days that nobody can wait for', async () => {
    withSessionOf(ME);
    await open(ADDRESS);
    expect(await screen.findByText('One can wait for up to 180 days.')).toBeInTheDocument();
    expect(await screen.findByRole('button', { name: 'Put Meena Iyer on the list' })).toBeDisabled();
  });

  test('twice for the same is told kindly', async () => {
    withSessionOf(ME);
    server.use(http.post('*/api/v1/waitlist', () => refuse('waits-already')));
    await open('/doctors/pr_1/wait?service=se_1');
    await userEvent.click(await screen.findByRole('button', { name: 'Put Meena Iyer on the list' }));
    expect(await screen.findByText(/is on the list for such a visit already/)).toBeInTheDocument();
  });

  test('is offered where a week has nothing free', async () => {
    server.use(http.get('*/api/v1/practitioners/pr_1/reviews', () => pageOf([])));
    await open('/doctors/pr_1');
    const link = await screen.findByRole('link', { name: 'Wait until something becomes free' });
    expect(link.getAttribute('href')).toMatch(/^\/doctors\/pr_1\/wait\?service=se_1&from=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d$/);
  });
});
