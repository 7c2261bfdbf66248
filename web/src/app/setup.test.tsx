import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { choicesAnswer, open, pageOf } from './testing/open';

const SETUP = '*/api/v1/setup';
const refuse = (status: number, slug: string, more: object = {}) =>
  HttpResponse.json({ type: `/problems/${slug}`, title: slug, status, ...more }, { status });
const isAwaited = http.get(SETUP, () => HttpResponse.json({ awaited: true }));

const TYPED = {
  'Set-up code': 'k7m2-9qxw-4dtr',
  'Name of the clinic': 'Sahyadri Family Clinic',
  'Street and number': '12 Karve Road',
  City: 'Pune',
  'PIN code': '411004',
  State: 'Maharashtra',
  'Telephone of the clinic': '020 2544 1234',
  'Your name': 'Meera Joshi',
  'Your e-mail': 'meera@sahyadri.example',
  Password: 'plum tractor sings low',
  'Password once more': 'plum tractor sings low',
};

async function fill(differing: Partial<Record<keyof typeof TYPED, string>> = {}) {
  await screen.findByLabelText('Set-up code');
  for (const [label, text] of Object.entries({ ...TYPED, ...differing })) {
    const field = screen.getByLabelText(label);
    field.focus();
    // oxlint-disable-next-line no-await-in-loop -- one hand fills one field after the other
    await userEvent.paste(text);
  }
  await userEvent.click(screen.getByRole('button', { name: 'Open the clinic' }));
}

describe('an empty installation', () => {
  test('is led to from the public page', async () => {
    server.use(isAwaited, choicesAnswer, http.get('*/api/v1/practitioners', () => pageOf([])));
    const history = await open('/');
    await waitFor(() => expect(history.location.pathname).toBe('/setup'));
    expect(await screen.findByRole('heading', { name: 'Set up your clinic' })).toBeInTheDocument();
  });

  test('is set up with the code, and its founder goes on with the app', async () => {
    const said: unknown[] = [];
    const proofs: (string | null)[] = [];
    server.use(
      isAwaited,
      http.post(SETUP, async ({ request }) => {
        proofs.push(request.headers.get('DPoP'));
        said.push(await request.json());
        return HttpResponse.json({ clinic_id: 'cl_1', account_id: 'ac_1' }, { status: 201 });
      }),
      http.post('*/api/v1/auth/totp', () => HttpResponse.json({ secret: 'JBSWY3DPEHPK3PXP', otpauth_url: 'otpauth://totp/x' })),
    );
    await open('/setup');
    await fill();
    expect(await screen.findByRole('heading', { name: 'Set up your authenticator app' })).toBeInTheDocument();
    expect(said).toEqual([
      {
        code: 'k7m2-9qxw-4dtr',
        clinic_name: 'Sahyadri Family Clinic',
        line1: '12 Karve Road',
        city: 'Pune',
        state: 'Maharashtra',
        pin_code: '411004',
        phone: '+912025441234',
        time_zone: 'Asia/Kolkata',
        name: 'Meera Joshi',
        email: 'meera@sahyadri.example',
        password: 'plum tractor sings low',
      },
    ]);
    expect(proofs[0]?.split('.')).toHaveLength(3);
  });

  test('says at its fields what is missing, before it asks the server', async () => {
    server.use(isAwaited);
    await open('/setup');
    await fill({ City: ' ', 'Password once more': 'something else' });
    expect(screen.getByLabelText('City')).toHaveAccessibleDescription('Please fill this in.');
    expect(screen.getByText('The two passwords are not the same.')).toBeInTheDocument();
  });

  test.each([
    [403, 'setup-code-wrong', {}, /This set-up code is not right/],
    [404, 'not-found', {}, /has been set up meanwhile/],
    [422, 'not-valid', { errors: [{ pointer: '/password', code: 'common' }] }, /one of the first that somebody would try/],
  ])('says why it was refused: %i %s', async (status, slug, more, text) => {
    server.use(isAwaited, http.post(SETUP, () => refuse(status, slug, more)));
    await open('/setup');
    await fill();
    expect(await screen.findByRole('alert')).toHaveTextContent(text);
  });
});

describe('an installation that has a clinic', () => {
  test('has no such page', async () => {
    server.use(http.get(SETUP, () => refuse(404, 'not-found')));
    await open('/setup');
    expect(await screen.findByRole('heading', { name: 'There is no page here' })).toBeInTheDocument();
  });
});
