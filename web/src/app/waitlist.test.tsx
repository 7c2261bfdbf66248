import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { anOffer, aWait } from '@/features/scheduling/wait/testing/waits';
import type { NamedWaiting } from '@/features/scheduling/waitlist/waitlistApi';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, anAccount, aService, open, pageOf, withSessionOf } from './testing/open';

const SOON_MS = 10 * 60_000;
const visitor = (id: string, name: string) => ({ id, name, mrn: `SAH-${id}`, phone: '+919822011111' });
const DAY = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
const suiting = [{ from_on: DAY, until_on: DAY, from_time: '00:00', until_time: '12:00', weekdays: [] }];
const freeAt = (wall: string) => ({ starts_at: `${DAY}T${wall}:00+05:30`, ends_at: `${DAY}T${wall.slice(0, 2)}:20:00+05:30`, seats_left: 1, modes: ['in_person'], place: '' });

let waits: NamedWaiting[];
let sent: unknown[];

beforeEach(() => {
  const lakshmi = { wait: aWait({ id: 'wl_2', patient_id: 'pa_2', urgency: 'urgent', practitioner_id: null, suiting }), offer: null, patient: visitor('pa_2', 'Lakshmi Rao') };
  const meena = { wait: aWait({ state: 'offered', suiting, lapses: 2 }), offer: anOffer({ starts_at: `${DAY}T04:30:00Z`, expires_at: new Date(Date.now() + SOON_MS).toISOString() }), patient: visitor('pa_1', 'Meena Iyer') };
  [waits, sent] = [[lakshmi, meena], []];
  withSessionOf(anAccount({ role: 'front_desk' }));
  server.use(
    http.get('*/api/v1/clinics/cl_1', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/cl_1/services', () => pageOf([aService({ practitioner_ids: ['pr_1', 'pr_2'] })])),
    http.get('*/api/v1/clinics/cl_1/practitioners', () => pageOf([aDoctor(), aDoctor({ id: 'pr_2', name: 'Dr. Ravi Sane' })])),
    http.get('*/api/v1/clinics/cl_1/waitlist', () => pageOf(waits)),
    http.get('*/api/v1/practitioners/:id/availability', () => pageOf([{ on: DAY, times: [freeAt('10:00'), freeAt('14:00')] }])),
  );
});

const row = (name: string) => screen.findByRole('listitem', { name });

describe('the waitlist at the desk', () => {
  test('reads in the order of the offers, with whom to call and what is offered until when', async () => {
    await open('/desk/waitlist');
    await row('Meena Iyer');
    expect(screen.getAllByRole('listitem').map((one) => one.getAttribute('aria-label'))).toEqual(['Lakshmi Rao', 'Meena Iyer']);
    const [first, second] = [await row('Lakshmi Rao'), await row('Meena Iyer')];
    expect(within(first).getByRole('link', { name: '+91 98220 11111' })).toHaveAttribute('href', 'tel:+919822011111');
    expect(within(first).getByText('First consultation · Any doctor')).toBeInTheDocument();
    expect(within(second).getByText(/has let 2 offers pass/)).toBeInTheDocument();
    expect(within(second).getByRole('timer')).toHaveTextContent(/^(10:00|9:5\d)$/);
    // A second offer beside a running one is not made.
    expect(within(second).queryByRole('button', { name: /^Offer a time/ })).toBeNull();
  });

  test('says how urgent somebody is', async () => {
    server.use(
      http.post('*/api/v1/waitlist/wl_1/weighing', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(aWait());
      }),
    );
    await open('/desk/waitlist');
    await userEvent.selectOptions(within(await row('Meena Iyer')).getByLabelText('How urgent for Meena Iyer'), 'Soon');
    await waitFor(() => expect(sent).toEqual([{ urgency: 'soon' }]));
  });

  test('offers a time by hand: what suits first, and all of them when asked', async () => {
    server.use(
      http.post('*/api/v1/waitlist/wl_2/offers', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(anOffer({ id: 'of_2' }), { status: 201 });
      }),
    );
    await open('/desk/waitlist');
    await userEvent.click(within(await row('Lakshmi Rao')).getByRole('button', { name: 'Offer a time: Lakshmi Rao' }));
    const panel = await screen.findByRole('complementary', { name: 'Offer Lakshmi Rao a time' });
    const morning = await within(panel).findByRole('button', { name: /^10:00/ });
    expect(within(panel).queryByRole('button', { name: /^2:00/ })).toBeNull();
    await userEvent.click(within(panel).getByRole('button', { name: 'Show all free times' }));
    expect(within(panel).getByRole('button', { name: /^2:00/ })).toBeInTheDocument();
    await userEvent.selectOptions(within(panel).getByLabelText('With whom'), 'Dr. Ravi Sane');
    await userEvent.click(morning.isConnected ? morning : await within(panel).findByRole('button', { name: /^10:00/ }));
    await userEvent.click(within(panel).getByRole('button', { name: 'Keep it and offer it' }));
    await waitFor(() => expect(sent).toEqual([{ practitioner_id: 'pr_2', starts_at: `${DAY}T10:00:00+05:30` }]));
    await waitFor(() => expect(panel).not.toBeInTheDocument());
  });

  test('says why a time cannot be offered, and leaves the choice open', async () => {
    server.use(http.post('*/api/v1/waitlist/wl_2/offers', () => HttpResponse.json({ type: '/problems/offer-over', title: '', status: 409 }, { status: 409 })));
    await open('/desk/waitlist');
    await userEvent.click(within(await row('Lakshmi Rao')).getByRole('button', { name: 'Offer a time: Lakshmi Rao' }));
    await userEvent.click(await screen.findByRole('button', { name: /^10:00/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Keep it and offer it' }));
    expect(await screen.findByText(/There is no time left to answer this/)).toBeInTheDocument();
  });

  test('hears a yes on the telephone', async () => {
    server.use(
      http.post('*/api/v1/offers/of_1/acceptance', ({ request }) => {
        sent.push(request.headers.get('Idempotency-Key'));
        waits = waits.slice(0, 1);
        return HttpResponse.json({}, { status: 201 });
      }),
    );
    await open('/desk/waitlist');
    await userEvent.click(within(await row('Meena Iyer')).getByRole('button', { name: 'Says yes: Meena Iyer' }));
    await waitFor(() => expect(screen.queryByRole('listitem', { name: 'Meena Iyer' })).toBeNull());
    expect(sent).toEqual(['of_1']);
  });

  test('shows who waits for one doctor, with those who would go to any', async () => {
    await open('/desk/waitlist');
    await row('Meena Iyer');
    await userEvent.selectOptions(screen.getByLabelText('Who waits for'), 'Dr. Ravi Sane');
    expect(screen.getAllByRole('listitem').map((one) => one.getAttribute('aria-label'))).toEqual(['Lakshmi Rao']);
  });

  test('is added to from the keyboard, and says that nobody waits when that is so', async () => {
    waits = [];
    await open('/desk/waitlist');
    expect(await screen.findByRole('heading', { name: 'Nobody waits' })).toBeInTheDocument();
    await userEvent.keyboard('n');
    const panel = await screen.findByRole('complementary', { name: 'Put on the list' });
    await waitFor(() => expect(within(panel).getByRole('combobox', { name: 'Patient: phone, name or number' })).toHaveFocus());
    expect(within(panel).getByRole('button', { name: 'Put on the list' })).toBeDisabled();
    await userEvent.keyboard('{Escape}');
    expect(panel).not.toBeInTheDocument();
  });
});
