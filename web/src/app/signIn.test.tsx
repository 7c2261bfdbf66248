import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { server } from '@/lib/testing/server';
import { anAccount, open, pageOf, signedInAnswer, withSessionOf } from './testing/open';

const SIGN_IN = '*/api/v1/auth/sign-in';
type Said = { email: string; password: string; totp?: string };

const refuse = (status: number, slug: string, more: object = {}, headers: Record<string, string> = {}) =>
  HttpResponse.json({ type: `/problems/${slug}`, title: slug, status, ...more }, { status, headers });

const nurse = anAccount({ role: 'nurse', has_second_factor: false });

const wants = (code: string) =>
  http.post(SIGN_IN, async ({ request }) => {
    const { totp } = (await request.json()) as Said;
    if (totp === undefined) return refuse(401, 'totp-needed');
    return totp === code ? signedInAnswer(nurse) : refuse(401, 'totp-invalid');
  });

const pending = (until = Date.now() + 86_400_000) =>
  refuse(403, 'device-pending', { match_code: '483920', device_id: 'de_1', waits_until: new Date(until).toISOString() });

const aMoment = () => act(() => vi.advanceTimersByTimeAsync(9_000));

async function typePassword() {
  await userEvent.type(await screen.findByLabelText('E-mail'), 'meera@sahyadri.example');
  await userEvent.type(screen.getByLabelText('Password'), 'three green lamps');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

/** What the page about oneself asks for. */
const ownLists = [http.get('*/api/v1/auth/sessions', () => pageOf([])), http.get('*/api/v1/auth/devices', () => pageOf([]))];

describe('signing in', () => {
  test('leads back to the page that asked for it', async () => {
    server.use(http.post(SIGN_IN, () => signedInAnswer(nurse)), ...ownLists);
    const history = await open('/profile');
    await typePassword();
    expect(await screen.findByLabelText('Present password')).toBeInTheDocument();
    expect(history.location.pathname).toBe('/profile');
  });

  test.each([
    ['nurse', '/desk'],
    ['doctor', '/doctor'],
    ['operator', '/profile'],
  ] as const)('leads a %s to %s', async (role, path) => {
    server.use(
      http.post(SIGN_IN, () => signedInAnswer(anAccount({ role }))),
      http.get('*/api/v1/auth/sessions', () => pageOf([])),
      http.get('*/api/v1/auth/devices', () => pageOf([])),
    );
    const history = await open('/sign-in');
    await typePassword();
    await waitFor(() => expect(history.location.pathname).toBe(path));
  });

  test('goes nowhere outside, whatever the address says', async () => {
    server.use(http.post(SIGN_IN, () => signedInAnswer(nurse)));
    const history = await open('/sign-in?next=//evil.example/');
    await typePassword();
    await waitFor(() => expect(history.location.pathname).toBe('/desk'));
  });

  test('asks for what was left out before it asks the server', async () => {
    await open('/sign-in');
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription('Enter the e-mail with which you were invited.');
    expect(screen.getByText('Enter your password.')).toBeInTheDocument();
  });

  test('says in both languages when the password is wrong', async () => {
    server.use(http.post(SIGN_IN, () => refuse(401, 'invalid-credentials')));
    await open('/sign-in');
    await typePassword();
    expect(await screen.findByRole('alert')).toHaveTextContent('The e-mail or the password is not right.');
    await userEvent.click(screen.getByRole('button', { name: 'हिन्दी' }));
    expect(await screen.findByText('ई-मेल या पासवर्ड सही नहीं है।')).toBeInTheDocument();
  });

  test('rests after too many tries and counts down', async () => {
    server.use(http.post(SIGN_IN, () => refuse(429, 'sign-in-too-soon', {}, { 'Retry-After': '2' })));
    await open('/sign-in');
    await typePassword();
    expect(await screen.findByRole('button', { name: /^Try again in [12] s$/ })).toBeDisabled();
    expect(await screen.findByRole('button', { name: 'Sign in' }, { timeout: 3500 })).toBeEnabled();
  });

  test('says that the network is away', async () => {
    server.use(http.post(SIGN_IN, () => HttpResponse.error()));
    await open('/sign-in');
    await typePassword();
    expect(await screen.findByRole('alert')).toHaveTextContent('This needs the network.');
  });
});

describe('a second factor', () => {
  test('is asked for, and a wrong code is said where it was typed', async () => {
    server.use(wants('123456'));
    const history = await open('/sign-in');
    await typePassword();
    const field = await screen.findByLabelText('Six-digit code');
    expect(field).toHaveAttribute('autocomplete', 'one-time-code');
    await userEvent.type(field, '111111');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('This code is not right');
    await userEvent.clear(field);
    await userEvent.type(field, '123 456{Enter}');
    await waitFor(() => expect(history.location.pathname).toBe('/desk'));
  });

  test('may be a recovery code', async () => {
    server.use(wants('k7m2-9qxw-4dtr'));
    const history = await open('/sign-in');
    await typePassword();
    await userEvent.click(await screen.findByRole('button', { name: 'Use a recovery code instead' }));
    await userEvent.type(await screen.findByLabelText('Recovery code'), 'k7m2-9qxw-4dtr{Enter}');
    await waitFor(() => expect(history.location.pathname).toBe('/desk'));
  });

  test('is set up with a picture, a first code and codes that are shown once', async () => {
    const offer = { secret: 'JBSWY3DPEHPK3PXP', otpauth_url: 'otpauth://totp/Clinic%20Suite:x?secret=JBSWY3DPEHPK3PXP' };
    server.use(
      http.post(SIGN_IN, () => refuse(403, 'totp-enrolment-needed')),
      http.post('*/api/v1/auth/totp', () => HttpResponse.json(offer)),
      http.post('*/api/v1/auth/totp/confirmation', () => HttpResponse.json({ recovery_codes: ['aaaa-bbbb-cccc', 'dddd-eeee-ffff'] })),
    );
    await open('/sign-in');
    await typePassword();
    expect(await screen.findByRole('img', { name: 'Picture to scan with an authenticator app' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Enter a key by hand instead' }));
    expect(screen.getByLabelText('Key for the app')).toHaveValue('JBSW Y3DP EHPK 3PXP');
    await userEvent.type(screen.getByLabelText('First code that the app shows'), '123456{Enter}');
    expect(await screen.findByText('aaaa-bbbb-cccc')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'I have kept them' }));
    expect(await screen.findByLabelText('Six-digit code')).toBeInTheDocument();
    expect(screen.queryByText('aaaa-bbbb-cccc')).toBeNull();
  });
});

describe('a new device', () => {
  const STANDING = '*/api/v1/devices/de_1/standing';
  let standing = 'waiting';
  let proofs: (string | null)[] = [];
  const stands = http.get(STANDING, ({ request }) => {
    proofs.push(request.headers.get('DPoP'));
    return HttpResponse.json({ device_id: 'de_1', standing, waits_until: new Date(Date.now() + 86_400_000).toISOString() });
  });

  beforeEach(() => {
    standing = 'waiting';
    proofs = [];
    server.use(stands);
    vi.useFakeTimers({ shouldAdvanceTime: true });
  });
  afterEach(() => vi.useRealTimers());

  test('shows its code, asks with its key alone, and goes on by itself when it is let in', async () => {
    let tries = 0;
    server.use(
      http.post(SIGN_IN, () => {
        tries += 1;
        return standing === 'approved' ? signedInAnswer(nurse) : pending();
      }),
    );
    const history = await open('/sign-in');
    await typePassword();
    expect(await screen.findByText('483920')).toBeInTheDocument();
    await aMoment();
    expect(screen.getByText('483920')).toBeInTheDocument();
    expect(tries).toBe(1);
    standing = 'approved';
    await aMoment();
    await waitFor(() => expect(history.location.pathname).toBe('/desk'));
    expect(tries).toBe(2);
    expect(proofs.length).toBeGreaterThan(1);
    expect(proofs.every((proof) => proof?.split('.').length === 3)).toBe(true);
  });

  test.each([
    ['refused', 'This device was not let in'],
    ['withdrawn', 'The request was withdrawn'],
    ['lapsed', 'Nobody has answered'],
  ])('is told when it is %s while it waits', async (becomes, heading) => {
    server.use(http.post(SIGN_IN, () => pending()));
    await open('/sign-in');
    await typePassword();
    await screen.findByText('483920');
    standing = becomes;
    await aMoment();
    expect(await screen.findByRole('heading', { name: heading })).toBeInTheDocument();
  });

  test('asks for a fresh code when it is let in and a second factor was used', async () => {
    server.use(
      http.post(SIGN_IN, async ({ request }) => {
        const { totp } = (await request.json()) as Said;
        if (totp === undefined) return refuse(401, 'totp-needed');
        return totp === '222222' ? signedInAnswer(nurse) : pending();
      }),
    );
    const history = await open('/sign-in');
    await typePassword();
    await userEvent.type(await screen.findByLabelText('Six-digit code'), '111111{Enter}');
    await screen.findByText('483920');
    expect(screen.queryByLabelText('Six-digit code')).toBeNull();
    standing = 'approved';
    await aMoment();
    await userEvent.type(await screen.findByLabelText('Six-digit code'), '222222{Enter}');
    await waitFor(() => expect(history.location.pathname).toBe('/desk'));
  });

  test('is told that nobody answered', async () => {
    server.use(http.post(SIGN_IN, () => pending(Date.now() - 1000)));
    await open('/sign-in');
    await typePassword();
    expect(await screen.findByRole('heading', { name: 'Nobody has answered' })).toBeInTheDocument();
  });
});

describe('a patient', () => {
  const challenge = { challenge_id: 'ch_1', expires_in_s: 300, resend_in_s: 30 };

  test('comes in with the code that was sent', async () => {
    const asked: unknown[] = [];
    server.use(
      http.post('*/api/v1/auth/otp', async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json(challenge, { status: 202 });
      }),
      http.post('*/api/v1/auth/otp/verify', async ({ request }) => {
        const { code } = (await request.json()) as { code: string };
        return code === '483920'
          ? signedInAnswer(anAccount({ role: 'patient', name: '', email: '', phone: '+919812345678', clinic_id: null }))
          : refuse(401, 'otp-invalid');
      }),
    );
    server.use(http.get('*/api/v1/me/patients', () => pageOf([])), http.get('*/api/v1/clinics', () => pageOf([])));
    const history = await open('/me');
    await userEvent.type(await screen.findByLabelText('Mobile number'), '098123 45678{Enter}');
    const field = await screen.findByLabelText('Six-digit code');
    expect(asked).toEqual([{ phone: '+919812345678', channel: 'sms' }]);
    expect(screen.getByRole('button', { name: /^Send another code in \d+ s$/ })).toBeDisabled();
    await userEvent.type(field, '111111{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('This code is not right. Look at the message again.');
    await userEvent.clear(field);
    await userEvent.click(field);
    await userEvent.paste('483 920');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(history.location.pathname).toBe('/me'));
    expect(await screen.findByRole('heading', { name: 'No visit ahead' })).toBeInTheDocument();
  });

  test('is told that a number is not one', async () => {
    await open('/me/sign-in');
    await userEvent.type(await screen.findByLabelText('Mobile number'), '12345{Enter}');
    expect(screen.getByLabelText('Mobile number')).toHaveAccessibleDescription('Enter a mobile number with ten digits.');
  });

  test.each([
    ['otp-held', 403, /on hold/],
    ['codes-unavailable', 503, /cannot be sent at the moment/],
  ])('is told why no code comes: %s', async (slug, status, text) => {
    server.use(http.post('*/api/v1/auth/otp', () => refuse(status, slug)));
    await open('/me/sign-in');
    await userEvent.type(await screen.findByLabelText('Mobile number'), '9812345678{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(text);
  });
});

describe('who is signed in', () => {
  test('is told what belongs to another role', async () => {
    withSessionOf(nurse);
    await open('/admin');
    expect(await screen.findByText(/You are signed in as: Nurse/)).toBeInTheDocument();
  });

  test('signs out by the menu, and nothing of them stays', async () => {
    withSessionOf(nurse);
    let isOver = false;
    server.use(
      http.post('*/api/v1/auth/sign-out', () => {
        isOver = true;
        return new HttpResponse(null, { status: 204 });
      }),
      http.get('*/api/v1/practitioners', () => pageOf([])),
      http.get('*/api/v1/practitioners/choices', () => HttpResponse.json({ specialities: [], cities: [], languages: [] })),
    );
    const history = await open('/desk');
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(isOver).toBe(true));
    expect(history.location.pathname).toBe('/');
    await waitFor(() => expect(localStorage.getItem('session')).toBeNull());
  });

  test('is asked to wait for the network when it is away at the start', async () => {
    localStorage.setItem('session', 'se_1');
    server.use(http.post('*/api/v1/auth/refresh', () => HttpResponse.error()));
    await open('/profile');
    expect(await screen.findByRole('heading', { name: 'You are not connected' })).toBeInTheDocument();
    withSessionOf(nurse);
    server.use(...ownLists);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByLabelText('Present password')).toBeInTheDocument();
  });
});

describe('an invitation', () => {
  test('sets a password and says why one is refused', async () => {
    const said: unknown[] = [];
    server.use(
      http.post('*/api/v1/auth/invitations/acceptance', async ({ request }) => {
        said.push(await request.json());
        return said.length === 1
          ? refuse(422, 'not-valid', { errors: [{ pointer: '/password', code: 'common' }] })
          : new HttpResponse(null, { status: 204 });
      }),
    );
    await open('/staff/invitation#secret-token');
    await userEvent.type(await screen.findByLabelText('New password'), 'plum tractor sings');
    await userEvent.type(screen.getByLabelText('New password once more'), 'plum tractor sings{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('one of the first that somebody would try');
    await userEvent.click(screen.getByRole('button', { name: 'Set the password' }));
    expect(await screen.findByRole('heading', { name: 'Your password is set' })).toBeInTheDocument();
    expect(said[0]).toEqual({ token: 'secret-token', password: 'plum tractor sings' });
  });
});
