import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { server } from '../testing/server';
import { answerOf, api, shouldAskAgain } from './client';
import { Refusal } from './refusal';

const CHOICES = '*/api/v1/practitioners/choices';
const ask = () => answerOf(api.GET('/api/v1/practitioners/choices'));

const refusal = (status: number) =>
  new Refusal({ status, slug: '', title: '', detail: '', errors: [], requestId: null });

async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error('There was no refusal.');
  return error;
}

describe('the door to the server', () => {
  test('gives the body of an answer', async () => {
    server.use(http.get(CHOICES, () => HttpResponse.json({ specialities: [], cities: [], languages: [] })));
    expect(await ask()).toEqual({ specialities: [], cities: [], languages: [] });
  });

  test('turns a problem into a refusal with its slug, its fields and the number to call about', async () => {
    const problem = {
      type: '/problems/unknown-field',
      title: 'Not allowed',
      status: 422,
      detail: 'There is no such field.',
      instance: 'urn:request:abc',
      errors: [{ pointer: '/role', code: 'unknown_field' }],
    };
    server.use(http.get(CHOICES, () => HttpResponse.json(problem, { status: 422 })));
    expect(await refusalOf(ask())).toMatchObject({
      status: 422,
      slug: 'unknown-field',
      detail: 'There is no such field.',
      requestId: 'abc',
      errors: [{ pointer: '/role', code: 'unknown_field' }],
    });
  });

  test('understands a proxy that answers with a page instead of a problem', async () => {
    server.use(http.get(CHOICES, () => HttpResponse.html('<h1>Bad gateway</h1>', { status: 502 })));
    expect(await refusalOf(ask())).toMatchObject({ status: 502, slug: 'unknown', errors: [] });
  });

  test('calls a network that is away a refusal too', async () => {
    server.use(http.get(CHOICES, () => HttpResponse.error()));
    expect(await refusalOf(ask())).toMatchObject({ status: 0, slug: 'unreachable' });
  });
});

describe('asking again', () => {
  test('happens once after a fault that may pass', () => {
    expect(shouldAskAgain(0, refusal(503))).toBe(true);
    expect(shouldAskAgain(1, refusal(503))).toBe(false);
  });
  test('never happens after a decision', () => expect(shouldAskAgain(0, refusal(404))).toBe(false));
  test('never happens by itself when we asked too often', () => expect(shouldAskAgain(0, refusal(429))).toBe(false));
});
