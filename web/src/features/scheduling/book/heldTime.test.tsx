import { act, renderHook, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { server } from '@/lib/testing/server';
import { forgetTime, keepAgain, useHeldTime } from './heldTime';

const AT = '2026-12-25T04:30:00+00:00';
const wish = (at = AT) => ({ doctorId: 'pr_1', serviceId: 'sv_1', at });

let asked: string[];
let givenBack: string[];
/** By how much the server's clock is behind that of this device. */
let behindMs: number;

const holds = http.post('*/api/v1/holds', async ({ request }) => {
  const said = (await request.json()) as { starts_at: string };
  asked.push(said.starts_at);
  const now = Date.now() - behindMs;
  const body = {
    token: `token-${asked.length}`,
    practitioner_id: 'pr_1',
    service_id: 'sv_1',
    starts_at: said.starts_at,
    ends_at: said.starts_at,
    expires_at: new Date(now + 120_000).toISOString(),
  };
  return HttpResponse.json(body, { headers: { Date: new Date(now).toUTCString() } });
});

const refused = (slug: string) =>
  http.post('*/api/v1/holds', () => HttpResponse.json({ type: `/problems/${slug}`, title: slug, status: 409 }, { status: 409 }));

const hold = (at?: string) => renderHook((now: string | undefined) => useHeldTime(wish(now)), { initialProps: at });

beforeEach(() => {
  asked = [];
  givenBack = [];
  behindMs = 0;
  server.use(
    holds,
    http.post('*/api/v1/holds/release', async ({ request }) => {
      givenBack.push(((await request.json()) as { token: string }).token);
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

afterEach(() => {
  vi.useRealTimers();
  act(forgetTime);
});

describe('a time that somebody chose', () => {
  test('is kept, and is over two minutes later', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { result } = hold();
    await waitFor(() => expect(result.current.state).toBe('held'));
    act(() => void vi.advanceTimersByTime(115_000));
    expect(result.current.state).toBe('held');
    act(() => void vi.advanceTimersByTime(6_000));
    expect(result.current.state).toBe('over');
  });

  test('is kept as long on a device whose clock is an hour ahead', async () => {
    behindMs = 3_600_000;
    const { result } = hold();
    await waitFor(() => expect(result.current.state).toBe('held'));
    const left = result.current.state === 'held' ? result.current.ticket.until - Date.now() : 0;
    expect(left).toBeGreaterThan(115_000);
    expect(left).toBeLessThan(122_000);
  });

  test('is given back when its page is left', async () => {
    const { result, unmount } = hold();
    await waitFor(() => expect(result.current.state).toBe('held'));
    unmount();
    await waitFor(() => expect(givenBack).toEqual(['token-1']));
    expect(localStorage.getItem('held-time')).toBeNull();
  });

  test('is given back for another one', async () => {
    const other = '2026-12-25T05:00:00+00:00';
    const { result, rerender } = hold(AT);
    await waitFor(() => expect(result.current.state).toBe('held'));
    rerender(other);
    await waitFor(() => expect(asked).toEqual([AT, other]));
    expect(givenBack).toEqual(['token-1']);
    await waitFor(() => expect(result.current.state).toBe('held'));
  });

  test('is the same one, with the same key, after the page was drawn anew', async () => {
    const first = hold();
    await waitFor(() => expect(first.result.current.state).toBe('held'));
    const ticket = JSON.parse(localStorage.getItem('held-time') ?? '{}') as { key: string };
    first.unmount();
    const second = hold();
    expect(second.result.current).toMatchObject({ state: 'held', ticket: { token: 'token-1', key: ticket.key } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([asked.length, givenBack]).toEqual([1, []]);
  });

  test('that somebody else has is said to be taken, and can be asked for again', async () => {
    server.use(refused('slot-taken'));
    const { result } = hold();
    await waitFor(() => expect(result.current.state).toBe('taken'));
    server.use(holds);
    act(keepAgain);
    await waitFor(() => expect(result.current.state).toBe('held'));
  });

  test('that is refused says why', async () => {
    server.use(refused('too-many-holds'));
    const { result } = hold();
    await waitFor(() => expect(result.current).toMatchObject({ state: 'refused', error: { slug: 'too-many-holds' } }));
  });
});
