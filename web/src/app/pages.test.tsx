import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, aService, choicesAnswer, open, pageOf } from './testing/open';

const refuse = (status: number) => HttpResponse.json({ type: '/problems/x', title: 'x', status }, { status });

beforeEach(() => {
  server.use(
    choicesAnswer,
    http.get('*/api/v1/practitioners', () => pageOf([aDoctor()])),
    http.get('*/api/v1/practitioners/pr_1', () => HttpResponse.json(aDoctor())),
    http.get('*/api/v1/clinics/cl_1', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/cl_1/practitioners', () => pageOf([aDoctor()])),
    http.get('*/api/v1/clinics/cl_1/services', () =>
      pageOf([aService(), aService({ id: 'se_2', name: 'Dental scaling', practitioner_ids: ['pr_9'] })]),
    ),
    http.get('*/api/v1/clinics/cl_1/closures', () =>
      pageOf([
        { id: 'co_1', version: 1, clinic_id: 'cl_1', from_on: '2020-01-26', until_on: '2020-01-26', reason: 'Long ago' },
        { id: 'co_2', version: 1, clinic_id: 'cl_1', from_on: '2999-12-25', until_on: '2999-12-25', reason: 'Christmas' },
      ]),
    ),
  );
});

describe('a doctor’s page', () => {
  test('shows who they are, what a visit costs and how to call', async () => {
    await open('/doctors/pr_1');
    expect(await screen.findByRole('heading', { level: 1, name: 'Dr. Asha Kulkarni' })).toBeInTheDocument();
    expect(screen.getByText('MMC 2009/04/1123')).toBeInTheDocument();
    const call = await screen.findByRole('link', { name: 'Call for an appointment' });
    expect(call).toHaveAttribute('href', 'tel:+912026051234');
  });

  test('lists only the services this doctor offers', async () => {
    await open('/doctors/pr_1');
    expect(await screen.findByText('First consultation')).toBeInTheDocument();
    expect(screen.getByText('Coming again within 7 days is free')).toBeInTheDocument();
    expect(screen.queryByText('Dental scaling')).toBeNull();
  });

  test('says so when the doctor takes no patients', async () => {
    server.use(http.get('*/api/v1/practitioners/pr_1', () => HttpResponse.json(aDoctor({ state: 'inactive' }))));
    await open('/doctors/pr_1');
    expect(await screen.findByText('Not taking patients now')).toBeInTheDocument();
  });

  test.each([
    [404, 'We could not find this'],
    [403, 'This is not yours to open'],
    [401, 'Please sign in'],
    [429, 'One moment, please'],
  ])('answers a %i with a sentence of its own', async (status, title) => {
    server.use(http.get('*/api/v1/practitioners/pr_1', () => refuse(status)));
    await open('/doctors/pr_1');
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeInTheDocument();
  });

  test('stays when only the services fail', async () => {
    server.use(http.get('*/api/v1/clinics/cl_1/services', () => refuse(403)));
    await open('/doctors/pr_1');
    expect(await screen.findByRole('heading', { level: 2, name: 'This is not yours to open' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { level: 1, name: 'Dr. Asha Kulkarni' })).toBeInTheDocument();
  });

  test('is read from its title on when one comes from the list', async () => {
    await open('/');
    await userEvent.click(await screen.findByRole('link', { name: 'Dr. Asha Kulkarni' }));
    const title = await screen.findByRole('heading', { level: 1, name: 'Dr. Asha Kulkarni' });
    await waitFor(() => expect(title).toHaveFocus());
  });
});

describe('a clinic’s page', () => {
  test('shows its doctors, its prices and the days it will be closed, but not those gone by', async () => {
    await open('/clinics/cl_1');
    expect(await screen.findByText('Dental scaling')).toBeInTheDocument();
    expect(await screen.findByText('Christmas')).toBeInTheDocument();
    expect(screen.queryByText('Long ago')).toBeNull();
    const doctors = screen.getByRole('region', { name: 'Doctors' });
    expect(await within(doctors).findByRole('link', { name: 'Dr. Asha Kulkarni' })).toHaveAttribute('href', '/doctors/pr_1');
  });

  test('does not invite to call a clinic that is closed for now', async () => {
    server.use(http.get('*/api/v1/clinics/cl_1', () => HttpResponse.json(aClinic({ state: 'inactive' }))));
    await open('/clinics/cl_1');
    expect(await screen.findByText('This clinic is closed for now')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Call the clinic' })).toBeNull();
  });
});

describe('the shell', () => {
  test.each(['/desk', '/doctor', '/admin', '/desk/queue', '/profile'])('asks at %s who is there', async (path) => {
    const history = await open(path);
    expect(await screen.findByRole('heading', { level: 1, name: 'Sign in for staff' })).toBeInTheDocument();
    expect(history.location.search).toBe(`?next=${encodeURIComponent(path)}`);
  });

  test('shows nothing on a wall without the clinic\'s key', async () => {
    await open('/board');
    expect(await screen.findByText('This screen has no valid address any more. Please ask at the desk.')).toBeInTheDocument();
  });

  test('asks a patient for their telephone', async () => {
    await open('/me');
    expect(await screen.findByLabelText('Mobile number')).toBeInTheDocument();
  });

  test('has a page for an address that leads nowhere', async () => {
    await open('/nowhere');
    expect(await screen.findByRole('heading', { level: 1, name: 'There is no page here' })).toBeInTheDocument();
  });

  test('changes its language at a press and keeps it', async () => {
    await open('/me');
    await userEvent.click(await screen.findByRole('button', { name: 'हिन्दी' }));
    expect(await screen.findByRole('heading', { name: 'साइन इन करें', level: 1 })).toBeInTheDocument();
    expect(localStorage.getItem('language')).toBe('hi');
  });

  test('goes through as-is, light and dark, and keeps the choice', async () => {
    await open('/me');
    await userEvent.click(await screen.findByRole('button', { name: 'Appearance: as on this device. Change to light' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Appearance: light. Change to dark' }));
    expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'dark');
    expect(localStorage.getItem('mantine-color-scheme-value')).toBe('dark');
  });

  test('lets the keyboard skip to the content', async () => {
    await open('/me');
    await userEvent.click(await screen.findByText('Skip to the content'));
    expect(screen.getByRole('main')).toHaveFocus();
  });

  test('says when the network is away, and stops saying it when it is back', async () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    await open('/me');
    expect(await screen.findByText(/You are not connected/)).toBeInTheDocument();
    online.mockReturnValue(true);
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(screen.queryByText(/You are not connected/)).toBeNull());
  });
});
