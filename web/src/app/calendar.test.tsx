import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { anAccount, open, withSessionOf } from './testing/open';

const ME = anAccount({ role: 'patient', name: '', email: '', phone: '+919812345678', clinic_id: null });
const FEED = '*/api/v1/me/calendar-feed';

/** A server with at most one address, which says it once. */
function feeds(before: string | null) {
  let madeAt = before;
  const asked: string[] = [];
  server.use(
    http.get(FEED, () => (madeAt === null ? new HttpResponse(null, { status: 404 }) : HttpResponse.json({ made_at: madeAt }))),
    http.post(FEED, () => {
      asked.push('made');
      madeAt = '2026-11-21T09:30:00+00:00';
      return HttpResponse.json({ token: `secret-${asked.length}`, made_at: madeAt }, { status: 201 });
    }),
    http.delete(FEED, () => {
      asked.push('removed');
      madeAt = null;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return asked;
}

beforeEach(() => {
  localStorage.clear();
  withSessionOf(ME);
});

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const confirm = (name: string) => userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name }));

describe('visits in the own calendar', () => {
  test('the address is said once, with how a calendar gets it', async () => {
    feeds(null);
    await open('/me/calendar');
    expect(await screen.findByText('There is no address yet.')).toBeInTheDocument();
    await press('Make the address');
    expect(await screen.findByLabelText('Address for your calendar')).toHaveValue(`${location.origin}/api/v1/calendar/secret-1.ics`);
    expect(screen.getByRole('alert')).toHaveTextContent('Copy it now');
    for (const calendar of ['Google Calendar', 'iPhone, iPad and Mac', 'Outlook']) {
      expect(screen.getByRole('heading', { level: 3, name: calendar })).toBeInTheDocument();
    }
  });

  test('who has one reads since when, and is asked before it is replaced', async () => {
    const asked = feeds('2026-10-01T04:00:00+00:00');
    await open('/me/calendar');
    expect(await screen.findByText(/There has been an address since 1 Oct/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Address for your calendar')).not.toBeInTheDocument();
    await press('Make a new address');
    expect(asked).toEqual([]);
    await confirm('Make a new address');
    expect(await screen.findByLabelText('Address for your calendar')).toHaveValue(`${location.origin}/api/v1/calendar/secret-1.ics`);
  });

  test('it is taken away, and what was shown of it goes too', async () => {
    const asked = feeds(null);
    await open('/me/calendar');
    await screen.findByText('There is no address yet.');
    await press('Make the address');
    await screen.findByLabelText('Address for your calendar');
    await press('Take the address away');
    await confirm('Take the address away');
    expect(await screen.findByText(/^The address is gone/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Address for your calendar')).not.toBeInTheDocument();
    expect(asked).toEqual(['made', 'removed']);
  });

  test('what is refused is said where it was asked', async () => {
    feeds(null);
    await open('/me/calendar');
    await screen.findByText('There is no address yet.');
    server.use(http.post(FEED, () => HttpResponse.json({ type: '/problems/too-many-requests', title: '', status: 429, detail: '' }, { status: 429 })));
    await press('Make the address');
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Make the address' })).toBeEnabled();
  });
});
