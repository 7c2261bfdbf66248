import { deviceKeys } from './deviceKey';

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const part = (value: unknown): string => base64url(new TextEncoder().encode(JSON.stringify(value)));

/** A statement about one request, good once (DPoP, RFC 9449): this browser meant it. */
export async function deviceProof(method: string, url: string): Promise<string> {
  const { privateKey, publicKey } = await deviceKeys();
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const header = { alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } };
  const claims = { htm: method, htu: url, jti: crypto.randomUUID(), iat: Math.floor(Date.now() / 1000) };
  const said = `${part(header)}.${part(claims)}`;
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new TextEncoder().encode(said));
  return `${said}.${base64url(new Uint8Array(signature))}`;
}
