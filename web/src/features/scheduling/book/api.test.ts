import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { bookHeld } from './api';

const AT = '2026-12-25T04:30:00+00:00';
const attempt = {
  key: 'key-of-this-hold',
  token: 'token-1',
  wish: { doctorId: 'pr_1', serviceId: 'sv_1', at: AT },
  patientId: 'pa_1',
  reason: '',
};
const visit = { id: 'ap_1', practitioner_id: 'pr_1', patient_id: 'pa_1', starts_at: '2026-12-25T04:30:00Z', state: 'confirmed' };
const refuse = (status: number, slug: string) => HttpResponse.json({ type: `/problems/${slug}`, title: slug, status }, { status });

let keys: (string | null)[];

/** Answers one after the other; the last one from then on. */
const answering = (...answers: (() => Response)[]) =>
  http.post('*/api/v1/appointments', ({ request }) => {
    const answer = answers[Math.min(keys.length, answers.length - 1)];
    keys.push(request.headers.get('Idempotency-Key'));
    return answer?.();
  });
const mine = (...items: unknown[]) => http.get('*/api/v1/me/appointments', () => HttpResponse.json({ items, next_cursor: null }));
const booked = () => HttpResponse.json(visit, { status: 201 });

beforeEach(() => {
  keys = [];
});

describe('booking what is held', () => {
  test('asks again with the same key when the answer is lost', async () => {
    server.use(answering(() => HttpResponse.error(), booked));
    expect(await bookHeld(attempt)).toMatchObject({ id: 'ap_1' });
    expect(keys).toEqual(['key-of-this-hold', 'key-of-this-hold']);
  });

  test('gives up after three tries without an answer', async () => {
    server.use(answering(() => HttpResponse.error()));
    await expect(bookHeld(attempt)).rejects.toMatchObject({ status: 0 });
    expect(keys).toHaveLength(3);
  });

  test.each([
    ['hold-expired', 409],
    ['idempotency-key-reused', 422],
  ])('finds the visit that another tab has made of it, when it is told %s', async (slug, status) => {
    server.use(answering(() => refuse(status, slug)), mine({ ...visit, id: 'ap_2', patient_id: 'pa_2' }, visit));
    expect(await bookHeld(attempt)).toMatchObject({ id: 'ap_1' });
  });

  test('says that the time is over when there is no such visit', async () => {
    server.use(answering(() => refuse(409, 'hold-expired')), mine({ ...visit, starts_at: '2026-12-25T05:00:00Z' }));
    await expect(bookHeld(attempt)).rejects.toMatchObject({ slug: 'hold-expired' });
  });

  test('does not repeat what was decided', async () => {
    server.use(answering(() => refuse(409, 'too-many-upcoming')));
    await expect(bookHeld(attempt)).rejects.toMatchObject({ slug: 'too-many-upcoming' });
    expect(keys).toHaveLength(1);
  });
});
