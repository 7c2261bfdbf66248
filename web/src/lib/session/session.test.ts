import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { answerOf, api } from '../api/client';
import { server } from '../testing/server';
import { currentSession, currentToken, refreshSession, restoreSession, signOut } from './session';

const account = {
  id: 'ac_1',
  version: 1,
  clinic_id: 'cl_1',
  role: 'nurse',
  name: 'Meera Joshi',
  email: 'meera@sahyadri.example',
  phone: null,
  state: 'active',
  has_password: true,
  has_second_factor: false,
};
const REFRESH = '*/api/v1/auth/refresh';
const ME = '*/api/v1/auth/me';
const refuse = (status: number, slug: string) => HttpResponse.json({ type: `/problems/${slug}`, title: slug, status }, { status });

let refreshes: Request[];
const good = http.post(REFRESH, ({ request }) => {
  refreshes.push(request);
  return HttpResponse.json({
    access_token: `token-${refreshes.length}`,
    token_type: 'Bearer',
    expires_in_s: 900,
    session_id: 'se_1',
    account,
  });
});
/** Believes only this token. */
const believes = (token: string) =>
  http.get(ME, ({ request }) =>
    request.headers.get('Authorization') === `Bearer ${token}` ? HttpResponse.json(account) : refuse(401, 'sign-in-needed'),
  );

async function begin() {
  localStorage.setItem('session', 'se_1');
  await restoreSession();
}
const askMe = () => answerOf(api.GET('/api/v1/auth/me'));

beforeEach(() => {
  refreshes = [];
  server.use(good);
});

describe('a session', () => {
  test('is found again when the page opens, and proves its device', async () => {
    await begin();
    expect(currentSession()).toMatchObject({ state: 'signedIn', account: { name: 'Meera Joshi' } });
    const [header = '', claims = ''] = refreshes[0]?.headers.get('DPoP')?.split('.') ?? [];
    expect(JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/')))).toMatchObject({
      alg: 'ES256',
      typ: 'dpop+jwt',
      jwk: { kty: 'EC', crv: 'P-256' },
    });
    const said = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as Record<string, unknown>;
    expect(said).toMatchObject({ htm: 'POST', htu: expect.stringMatching(/\/api\/v1\/auth\/refresh$/) });
  });

  test('is not asked for by a visitor who has none', async () => {
    await restoreSession();
    expect(currentSession()).toEqual({ state: 'signedOut' });
    expect(refreshes).toEqual([]);
  });

  test('keeps its token in no storage', async () => {
    await begin();
    const kept = [localStorage, sessionStorage].flatMap((storage) => Object.values({ ...storage }) as string[]).join();
    expect(kept).not.toContain('token-');
  });

  test('waits for the network instead of ending when it is away', async () => {
    server.use(http.post(REFRESH, () => HttpResponse.error()));
    await begin();
    expect(currentSession()).toMatchObject({ state: 'away', error: { slug: 'unreachable' } });
    expect(localStorage.getItem('session')).toBe('se_1');
  });

  test('ends when the server says that it is over', async () => {
    server.use(http.post(REFRESH, () => refuse(401, 'session-revoked')));
    await begin();
    expect(currentSession()).toEqual({ state: 'signedOut' });
    expect(localStorage.getItem('session')).toBeNull();
  });
});

describe('a token that is over', () => {
  test('is renewed once for all who ask at the same moment', async () => {
    await begin();
    server.use(believes('token-2'));
    expect(await Promise.all([askMe(), askMe(), askMe()])).toHaveLength(3);
    expect(refreshes).toHaveLength(2);
  });

  test('is renewed once for one question, and a second refusal is shown', async () => {
    await begin();
    server.use(believes('nothing'));
    await expect(askMe()).rejects.toMatchObject({ status: 401 });
    expect(refreshes).toHaveLength(2);
  });

  test('is sent again with the same body', async () => {
    await begin();
    const bodies: unknown[] = [];
    server.use(
      http.post('*/api/v1/auth/password', async ({ request }) => {
        bodies.push(await request.json());
        return bodies.length === 1 ? refuse(401, 'sign-in-needed') : new HttpResponse(null, { status: 204 });
      }),
    );
    await api.POST('/api/v1/auth/password', { body: { password: 'a', new_password: 'b' } });
    expect(bodies).toEqual([bodies[0], bodies[0]]);
    expect(bodies).toHaveLength(2);
  });

  test('leaves a public page readable when the session is over too', async () => {
    await begin();
    server.use(
      http.post(REFRESH, () => refuse(401, 'session-revoked')),
      http.get(ME, ({ request }) => (request.headers.has('Authorization') ? refuse(401, 'sign-in-needed') : HttpResponse.json(account))),
    );
    expect(await askMe()).toMatchObject({ id: 'ac_1' });
    expect(currentSession()).toEqual({ state: 'signedOut' });
  });

  test('is not what a wrong password means', async () => {
    await begin();
    server.use(http.post('*/api/v1/auth/password', () => refuse(401, 'invalid-credentials')));
    await api.POST('/api/v1/auth/password', { body: { password: 'a', new_password: 'b' } });
    expect(refreshes).toHaveLength(1);
  });
});

describe('the cookie', () => {
  test('is spent once however many ask', async () => {
    await Promise.all([refreshSession(), refreshSession(), refreshSession()]);
    expect(refreshes).toHaveLength(1);
  });
});

describe('signing out', () => {
  test('forgets at once and takes the cookie back', async () => {
    await begin();
    server.use(http.post('*/api/v1/auth/sign-out', () => new HttpResponse(null, { status: 204 })));
    const leaving = signOut();
    expect([currentSession().state, currentToken()]).toEqual(['signedOut', null]);
    await leaving;
    expect(localStorage.length).toBe(0);
  });

  test('without a network is made good at the next start', async () => {
    await begin();
    server.use(http.post('*/api/v1/auth/sign-out', () => HttpResponse.error()));
    await signOut();
    let takenBack = 0;
    server.use(
      http.post('*/api/v1/auth/sign-out', () => {
        takenBack += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await restoreSession();
    expect([takenBack, currentSession().state, localStorage.getItem('session')]).toEqual([1, 'signedOut', null]);
  });
});
