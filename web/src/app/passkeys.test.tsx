import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { server } from '@/lib/testing/server';
import { anAccount, open, pageOf, signedInAnswer, withSessionOf } from './testing/open';

const ME = anAccount({ role: 'patient', name: '', email: '', phone: '+919812345678', clinic_id: null });
const OFFER = { challenge: 'AAAA', rp_id: 'localhost', timeout_ms: 300_000, user_id: 'YWNf', user_name: '+919812345678', known: ['BBBB'] };
const PASSKEY = {
  id: 'pk_1',
  label: 'My phone',
  transports: [],
  created_at: '2026-11-21T04:00:00+00:00',
  used_at: null,
  copied_at: null,
};

const bytes = () => Uint8Array.from([1, 2, 3]).buffer;
const create = vi.fn<(options: CredentialCreationOptions) => Promise<unknown>>();
const get = vi.fn<(options: CredentialRequestOptions) => Promise<unknown>>();

/** As much of a browser with passkeys as the screens ask for. */
class FakeCredential {
  static isConditionalMediationAvailable = async () => true;
  readonly id = 'q80';
  readonly response = {
    clientDataJSON: bytes(),
    attestationObject: bytes(),
    authenticatorData: bytes(),
    signature: bytes(),
    userHandle: null,
    getTransports: () => ['internal', 'carrier-pigeon'],
  };
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('PublicKeyCredential', FakeCredential);
  Object.defineProperty(navigator, 'credentials', { value: { create, get }, configurable: true });
  create.mockReset().mockImplementation(async () => new FakeCredential());
  get.mockReset().mockImplementation(async () => new FakeCredential());
  server.use(
    http.get('*/api/v1/auth/sessions', () => pageOf([])),
    http.get('*/api/v1/me/patients', () => pageOf([])),
    http.get('*/api/v1/clinics', () => pageOf([])),
    http.post('*/api/v1/auth/passkeys/sign-in-options', () => HttpResponse.json(OFFER)),
    http.post('*/api/v1/auth/passkeys/registration-options', () => HttpResponse.json(OFFER)),
  );
});

afterEach(() => vi.unstubAllGlobals());

describe('signing in with a passkey', () => {
  test('the button asks the device and goes on to where one wanted', async () => {
    server.use(http.post('*/api/v1/auth/passkeys/sign-in', () => signedInAnswer(ME)));
    const history = await open('/me/sign-in');
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in with a passkey' }));
    await waitFor(() => expect(history.location.pathname).toBe('/me'));
    expect(get.mock.calls[0]?.[0].publicKey).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
  });

  test('a refusal stands beside the button, and the code is still there', async () => {
    const refusal = { type: '/problems/passkey-invalid', status: 401 };
    server.use(http.post('*/api/v1/auth/passkeys/sign-in', () => HttpResponse.json(refusal, { status: 401 })));
    await open('/me/sign-in');
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in with a passkey' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('This passkey could not be used. Come in with a code instead.');
    expect(screen.getByRole('button', { name: 'Send me a code' })).toBeEnabled();
  });

  test('somebody who changes their mind is told nothing', async () => {
    get.mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    await open('/me/sign-in');
    const button = await screen.findByRole('button', { name: 'Sign in with a passkey' });
    await userEvent.click(button);
    await waitFor(() => expect(button).toBeEnabled());
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('the field offers passkeys only where one was used before', async () => {
    get.mockReturnValue(new Promise(() => undefined));
    await open('/me/sign-in');
    expect(await screen.findByLabelText('Mobile number')).toHaveAttribute('autocomplete', 'tel webauthn');
    expect(get).not.toHaveBeenCalled();
  });

  test('the field offers passkeys where one was used', async () => {
    localStorage.setItem('passkey', 'used');
    get.mockReturnValue(new Promise(() => undefined));
    await open('/me/sign-in');
    await waitFor(() => expect(get).toHaveBeenCalledWith(expect.objectContaining({ mediation: 'conditional' })));
  });

  test('a browser without passkeys shows nothing of them', async () => {
    vi.stubGlobal('PublicKeyCredential', undefined);
    await open('/me/sign-in');
    await screen.findByLabelText('Mobile number');
    expect(screen.queryByRole('button', { name: 'Sign in with a passkey' })).toBeNull();
  });
});

describe('my passkeys', () => {
  test('one is made in this device and listed', async () => {
    const kept: (typeof PASSKEY)[] = [];
    const sent: unknown[] = [];
    withSessionOf(ME);
    server.use(
      http.get('*/api/v1/auth/passkeys', () => pageOf(kept)),
      http.post('*/api/v1/auth/passkeys', async ({ request }) => {
        sent.push(await request.json());
        kept.push(PASSKEY);
        return HttpResponse.json(PASSKEY, { status: 201 });
      }),
    );
    await open('/profile');
    const label = await screen.findByLabelText('Name of this device');
    await userEvent.clear(label);
    await userEvent.type(label, 'My phone');
    await userEvent.click(screen.getByRole('button', { name: 'Add a passkey' }));
    expect(await screen.findByText('My phone')).toBeInTheDocument();
    expect(sent).toEqual([
      { label: 'My phone', credential_id: 'q80', client_data: 'AQID', attestation: 'AQID', transports: ['internal'] },
    ]);
    const asked = create.mock.calls[0]?.[0].publicKey;
    expect(asked?.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'required' });
    expect(asked?.attestation).toBe('none');
    expect(asked?.excludeCredentials).toHaveLength(1);
  });

  test('a device that has one already says so', async () => {
    create.mockRejectedValue(new DOMException('there', 'InvalidStateError'));
    withSessionOf(ME);
    server.use(http.get('*/api/v1/auth/passkeys', () => pageOf([PASSKEY])));
    await open('/profile');
    await userEvent.click(await screen.findByRole('button', { name: 'Add a passkey' }));
    expect(await screen.findByText('This device has a passkey for you already.')).toBeInTheDocument();
  });

  test('a copied one is named as such', async () => {
    withSessionOf(ME);
    server.use(http.get('*/api/v1/auth/passkeys', () => pageOf([{ ...PASSKEY, copied_at: '2026-11-21T05:00:00+00:00' }])));
    await open('/profile');
    expect(await screen.findByText('No longer good')).toBeInTheDocument();
  });
});
