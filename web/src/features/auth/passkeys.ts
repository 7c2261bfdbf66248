import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import { doors } from '@/lib/session/doors';
import { beginSession, type SignedIn } from '@/lib/session/session';
import { fromText, toText } from './base64';

export type Passkey = components['schemas']['Passkey'];
type Transport = Passkey['transports'][number];

const TRANSPORTS: readonly Transport[] = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];
/** ES256, EdDSA, RS256: what the server reads, the most wanted first. */
const ALGORITHMS = [-7, -8, -257];
/** Authenticators make keys for names; at a bare number a browser refuses before it asks anybody. */
const BARE_NUMBER = /^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/;

/** Whether this browser could hold a passkey for this address at all. */
export const canHavePasskeys = (): boolean =>
  globalThis.isSecureContext &&
  typeof globalThis.PublicKeyCredential === 'function' &&
  !BARE_NUMBER.test(globalThis.location.hostname);

/** Says only that a passkey was once made or used in this browser; everybody else asks the server for nothing. */
const HINT = 'passkey';

function keepHint(isThere: boolean): void {
  try {
    if (isThere) localStorage.setItem(HINT, 'used');
    else localStorage.removeItem(HINT);
  } catch {
    // Where nothing may be kept, the button is there all the same.
  }
}

function readHint(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return false;
  }
}

/** Whether passkeys can be offered in the telephone field itself, among what the browser fills in. */
export async function canOfferWhileTyping(): Promise<boolean> {
  if (!canHavePasskeys() || !readHint()) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** The person changed their mind, or the browser had nothing to offer: nobody has to be told. */
export const isChangeOfMind = (fault: unknown): boolean =>
  fault instanceof DOMException && (fault.name === 'NotAllowedError' || fault.name === 'AbortError');

/** This device has a key for this account already. */
export const isThereAlready = (fault: unknown): boolean =>
  fault instanceof DOMException && fault.name === 'InvalidStateError';

export const ownPasskeysQuery = queryOptions({
  queryKey: ['auth', 'own', 'passkeys'],
  queryFn: ({ signal }) => answerOf(api.GET('/api/v1/auth/passkeys', { signal })),
  select: (page) => page.items,
});

export const removePasskey = (id: string): Promise<void> =>
  done(api.DELETE('/api/v1/auth/passkeys/{passkey_id}', { params: { path: { passkey_id: id } } }));

/** Lets this device make a key, and the server keep its public half. */
export async function addPasskey(label: string): Promise<Passkey> {
  const offer = await answerOf(api.POST('/api/v1/auth/passkeys/registration-options'));
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: fromText(offer.challenge),
      rp: { id: offer.rp_id, name: 'Clinic Suite' },
      user: { id: fromText(offer.user_id), name: offer.user_name, displayName: offer.user_name },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key' as const, alg })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: offer.known.map((id) => ({ type: 'public-key' as const, id: fromText(id) })),
      timeout: offer.timeout_ms,
    },
  });
  if (!(made instanceof PublicKeyCredential)) throw new DOMException('nothing was made', 'NotAllowedError');
  const response = made.response as AuthenticatorAttestationResponse;
  const reached = response.getTransports?.() ?? [];
  const kept = await answerOf(
    api.POST('/api/v1/auth/passkeys', {
      body: {
        label,
        credential_id: made.id,
        client_data: toText(response.clientDataJSON),
        attestation: toText(response.attestationObject),
        transports: TRANSPORTS.filter((one) => reached.includes(one)),
      },
    }),
  );
  keepHint(true);
  return kept;
}

type Asking = { mediation?: CredentialMediationRequirement; signal?: AbortSignal };

/** Comes in with a key of this device, or one that it can reach; the same session as by code. */
export async function signInWithPasskey({ mediation, signal }: Asking = {}): Promise<void> {
  const offer = await answerOf(doors.POST('/api/v1/auth/passkeys/sign-in-options'));
  const shown = await navigator.credentials.get({
    publicKey: {
      challenge: fromText(offer.challenge),
      rpId: offer.rp_id,
      userVerification: 'required',
      timeout: offer.timeout_ms,
    },
    ...(mediation !== undefined && { mediation }),
    ...(signal !== undefined && { signal }),
  });
  if (!(shown instanceof PublicKeyCredential)) throw new DOMException('nothing was shown', 'NotAllowedError');
  beginSession(await lettingIn(shown));
  keepHint(true);
}

function lettingIn(shown: PublicKeyCredential): Promise<SignedIn> {
  const response = shown.response as AuthenticatorAssertionResponse;
  const body = {
    credential_id: shown.id,
    client_data: toText(response.clientDataJSON),
    authenticator_data: toText(response.authenticatorData),
    signature: toText(response.signature),
    user_handle: response.userHandle === null ? null : toText(response.userHandle),
  };
  return answerOf(doors.POST('/api/v1/auth/passkeys/sign-in', { body })).catch((fault: unknown) => {
    // A key that opens nothing would else be tried again at every visit.
    keepHint(false);
    throw fault;
  });
}
