import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { anAccount, open, pageOf, withSessionOf } from './testing/open';

const STAFF = '*/api/v1/clinics/cl_1/staff';
const refuse = (status: number, slug: string) => HttpResponse.json({ type: `/problems/${slug}`, title: slug, status }, { status });
const me = anAccount();
const nurse = anAccount({ id: 'ac_2', version: 7, role: 'nurse', name: 'Anil Rao', email: 'anil@sahyadri.example' });

const aDevice = (differing: object = {}) => ({
  id: 'de_1',
  account_id: 'ac_2',
  account_name: 'Anil Rao',
  state: 'approved',
  match_code: null,
  browser: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
  ip: '203.0.113.7',
  asked_at: '2026-11-21T04:00:00+00:00',
  ask_ends_at: '2026-11-22T04:00:00+00:00',
  decided_at: null,
  decided_by: null,
  ...differing,
});

const confirmed = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name }));
  return dialog;
};

beforeEach(() => {
  withSessionOf(me);
  server.use(http.get(STAFF, () => pageOf([me, nurse])));
});

describe('staff', () => {
  test('are listed, and nobody changes themselves', async () => {
    await open('/admin');
    expect(await screen.findByText('anil@sahyadri.example')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Change Anil Rao' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Change Meera Joshi' })).toBeNull();
  });

  test('are only read by a manager', async () => {
    withSessionOf(anAccount({ role: 'manager' }));
    await open('/admin');
    expect(await screen.findByText('anil@sahyadri.example')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Change Anil Rao' })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Devices' })).toBeNull();
  });

  test('are taken on with a link that is shown', async () => {
    const said: unknown[] = [];
    server.use(
      http.post(STAFF, async ({ request }) => {
        said.push(await request.json());
        const invitation = { account_id: 'ac_3', token: 'tok', link: 'https://clinic.example/staff/invitation#tok', ends_at: '2026-11-24T04:00:00+00:00' };
        return HttpResponse.json({ account: anAccount({ id: 'ac_3', name: 'Sunita Pai' }), invitation }, { status: 201 });
      }),
    );
    await open('/admin');
    await userEvent.type(await screen.findByLabelText('Name'), 'Sunita Pai');
    await userEvent.type(screen.getByLabelText('E-mail'), 'sunita@sahyadri.example');
    await userEvent.selectOptions(screen.getByLabelText('Role'), 'doctor');
    await userEvent.click(screen.getByRole('button', { name: 'Make the link' }));
    expect(await screen.findByLabelText('Link to set the password')).toHaveValue('https://clinic.example/staff/invitation#tok');
    expect(said).toEqual([{ name: 'Sunita Pai', email: 'sunita@sahyadri.example', role: 'doctor' }]);
  });

  test('are told in its place why an e-mail cannot be used', async () => {
    server.use(http.post(STAFF, () => refuse(409, 'email-taken')));
    await open('/admin');
    await userEvent.type(await screen.findByLabelText('Name'), 'X');
    await userEvent.click(screen.getByRole('button', { name: 'Make the link' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Somebody else signs in with this e-mail already.');
  });

  test('are disabled after a question, with the version that was seen', async () => {
    const versions: (string | null)[] = [];
    server.use(
      http.patch('*/api/v1/staff/ac_2', async ({ request }) => {
        versions.push(request.headers.get('If-Match'));
        return HttpResponse.json({ ...nurse, ...((await request.json()) as object) });
      }),
    );
    await open('/admin');
    await userEvent.click(await screen.findByRole('button', { name: 'Change Anil Rao' }));
    await confirmed('Disable the account');
    await waitFor(() => expect(versions).toEqual(['"v7"']));
  });

  test('are not changed when a colleague was faster', async () => {
    server.use(http.patch('*/api/v1/staff/ac_2', () => refuse(412, 'version-stale')));
    await open('/admin');
    await userEvent.click(await screen.findByRole('button', { name: 'Change Anil Rao' }));
    const dialog = await confirmed('Disable the account');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('Somebody changed this in the meantime.');
  });
});

describe('devices', () => {
  test('that were let in are listed and can be removed', async () => {
    let removed = '';
    server.use(
      http.get('*/api/v1/devices', () => pageOf(removed === '' ? [aDevice()] : [])),
      http.post('*/api/v1/devices/:id/revocation', ({ params }) => {
        removed = String(params['id']);
        return HttpResponse.json(aDevice({ state: 'revoked' }));
      }),
    );
    await open('/admin/devices');
    expect(await screen.findByText('Firefox, Linux')).toBeInTheDocument();
    await confirmed('Remove');
    expect(await screen.findByText('No device has been let in')).toBeInTheDocument();
    expect(removed).toBe('de_1');
  });

  test('say why one cannot be removed any more', async () => {
    server.use(
      http.get('*/api/v1/devices', () => pageOf([aDevice()])),
      http.post('*/api/v1/devices/de_1/revocation', () => refuse(409, 'device-out')),
    );
    await open('/admin/devices');
    const dialog = await confirmed('Remove');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('This device is out already.');
  });
});

const visible = (does: string) => screen.queryByText(does)?.closest('details')?.open ?? false;

describe('who may', () => {
  const door = { house: 'directory', method: 'PATCH', path: '/api/v1/clinics/{clinic_id}', does: 'Change a clinic.', roles: ['admin', 'manager'], relation: 'of the same clinic' };
  const anyones = { ...door, method: 'GET', does: 'Show a clinic.', roles: ['admin', 'anonymous', 'doctor', 'front_desk', 'manager', 'nurse', 'operator', 'patient'], relation: 'public' };

  test('is closed by parts until one is opened or something is searched for', async () => {
    server.use(http.get('*/api/v1/who-may', () => pageOf([door, anyones, { ...door, house: 'audit', method: 'GET', does: 'Search the trail.', roles: ['admin'] }])));
    await open('/admin/who-may');
    await userEvent.click(await screen.findByText('Clinics and doctors'));
    expect(visible('Change a clinic.')).toBe(true);
    expect(visible('Search the trail.')).toBe(false);
    expect(screen.getByText('Manager, Administrator')).toBeInTheDocument();
    expect(screen.getByText('Everybody')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Search'), 'clinic PATCH');
    expect(screen.getAllByText('1 rule')).not.toHaveLength(0);
    expect(visible('Change a clinic.')).toBe(true);
    expect(screen.queryByText('Search the trail.')).toBeNull();
    await userEvent.selectOptions(screen.getByLabelText('Role'), 'nurse');
    expect(screen.getByText('No rule fits this search')).toBeInTheDocument();
  });
});

describe('the trail', () => {
  const entry = {
    id: 'au_1',
    at: '2026-11-21T04:00:00+00:00',
    role: 'admin',
    account_id: 'ac_1',
    device_id: null,
    ip: '203.0.113.7',
    request_id: 'r1',
    action: 'changed',
    entity: 'practitioner',
    entity_id: 'pr_1',
    patient_id: null,
    reason: null,
    before: { fee_paise: 50000 },
    after: { fee_paise: 60000 },
  };

  test('shows who did what and what it became, and goes on', async () => {
    const asked: URLSearchParams[] = [];
    server.use(
      http.get('*/api/v1/audit/entries', ({ request }) => {
        const { searchParams } = new URL(request.url);
        asked.push(searchParams);
        return searchParams.has('cursor') ? pageOf([{ ...entry, id: 'au_2', action: 'opened' }]) : pageOf([entry], 'next');
      }),
    );
    await open('/admin/trail');
    expect(await screen.findByText('Practitioner: changed')).toBeInTheDocument();
    expect(await screen.findByText('Meera Joshi · 203.0.113.7 · pr_1')).toBeInTheDocument();
    expect(screen.getByRole('cell', { name: '60000', hidden: true })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('Practitioner: opened')).toBeInTheDocument();
    await userEvent.selectOptions(screen.getByLabelText('Deed'), 'changed');
    await userEvent.click(screen.getByRole('button', { name: 'Search' }));
    await waitFor(() => expect(asked.at(-1)?.get('action')).toBe('changed'));
  });

  test('tells moments by the clock, colleagues by name and fields in words', async () => {
    const decided = { ...entry, entity: 'device', before: { decided_by: null }, after: { decided_by: 'ac_2', decided_at: '2026-11-21T04:00:00.123Z', state: 'approved' } };
    server.use(http.get('*/api/v1/audit/entries', () => pageOf([decided])));
    await open('/admin/trail');
    expect(await screen.findByRole('rowheader', { name: 'Decided by', hidden: true })).toBeInTheDocument();
    expect(await screen.findByRole('cell', { name: 'Anil Rao', hidden: true })).toBeInTheDocument();
    expect(screen.getByRole('cell', { name: /^21 Nov 2026, /, hidden: true })).toBeInTheDocument();
  });

  test('says in words why somebody was not let in', async () => {
    const refused = { ...entry, account_id: null, role: 'anonymous', action: 'refused', entity: 'sign_in', before: null, after: null };
    server.use(
      http.get('*/api/v1/audit/entries', () =>
        pageOf([
          { ...refused, reason: 'wrong_password' },
          { ...refused, id: 'au_2', reason: 'disabled' },
          { ...refused, id: 'au_3', entity: 'ticket', action: 'weighed', reason: 'disabled' },
        ]),
      ),
    );
    await open('/admin/trail');
    expect(await screen.findByText(/ · wrong password$/)).toBeInTheDocument();
    expect(screen.getByText(/ · the account is disabled$/)).toBeInTheDocument();
    // The same code says another thing of somebody who waits.
    expect(screen.getByText(/ · with a disability$/)).toBeInTheDocument();
  });

  test('says that nothing was found', async () => {
    server.use(http.get('*/api/v1/audit/entries', () => pageOf([])));
    await open('/admin/trail');
    expect(await screen.findByText('Nothing was found')).toBeInTheDocument();
  });
});

describe('my account', () => {
  beforeEach(() => {
    const session = { browser: 'Chrome/140 Windows', ip: '203.0.113.7', started_at: '2026-11-21T04:00:00+00:00', refreshed_at: '2026-11-21T05:00:00+00:00', ends_at: '2026-11-21T12:00:00+00:00' };
    server.use(
      http.get('*/api/v1/auth/sessions', () =>
        pageOf([{ ...session, id: 'se_1', is_this_one: true }, { ...session, id: 'se_2', browser: 'Firefox/140 Linux', is_this_one: false }]),
      ),
      http.get('*/api/v1/auth/devices', () => pageOf([])),
    );
  });

  test('signs out one browser after a question', async () => {
    let ended = '';
    server.use(
      http.delete('*/api/v1/auth/sessions/:id', ({ params }) => {
        ended = String(params['id']);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await open('/profile');
    const row = (await screen.findByText('Firefox, Linux')).closest('li');
    if (row === null) throw new Error('The session stands in no list.');
    await userEvent.click(within(row).getByRole('button', { name: 'Sign out' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(ended).toBe('se_2'));
  });

  test('speaks to a patient of codes, and of no password', async () => {
    withSessionOf(anAccount({ role: 'patient', clinic_id: null, phone: '+919812345678' }));
    server.use(http.get('*/api/v1/auth/passkeys', () => pageOf([])));
    await open('/profile');
    await screen.findByText('If you do not know one of these, sign it out.');
    const row = (await screen.findByText('Firefox, Linux')).closest('li');
    if (row === null) throw new Error('The session stands in no list.');
    await userEvent.click(within(row).getByRole('button', { name: 'Sign out' }));
    expect(await screen.findByRole('dialog')).toHaveTextContent('That browser needs a new code to come in again.');
    expect(document.body).not.toHaveTextContent(/password/i);
  });

  test('signs out everywhere, this browser too', async () => {
    server.use(http.delete('*/api/v1/auth/sessions', () => new HttpResponse(null, { status: 204 })));
    const history = await open('/profile');
    await confirmed('Sign out everywhere');
    await waitFor(() => expect(history.location.pathname).toBe('/sign-in'));
  });

  test('says at its field that the present password is wrong', async () => {
    server.use(http.post('*/api/v1/auth/password', () => refuse(401, 'invalid-credentials')));
    await open('/profile');
    await userEvent.type(await screen.findByLabelText('Present password'), 'wrong');
    await userEvent.type(screen.getByLabelText('New password'), 'plum tractor sings');
    await userEvent.type(screen.getByLabelText('New password once more'), 'plum tractor sings{Enter}');
    expect(await screen.findByText('This is not your present password.')).toBeInTheDocument();
  });
});
