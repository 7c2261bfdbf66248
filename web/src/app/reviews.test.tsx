import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Review } from '@/features/directory/reviews';
import type { Account } from '@/lib/session/session';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, anAccount, open, pageOf, withSessionOf } from './testing/open';

const doctor = aDoctor({ rating: { average: 3, count: 2 } });

const aReview = (differing: Partial<Review> = {}): Review => ({
  id: 'rv_1',
  practitioner_id: doctor.id,
  stars: 5,
  text: 'Listened to everything.',
  initial: 'L',
  posted_at: '2026-11-01T04:00:00+00:00',
  answer: null,
  ...differing,
});

const kind = aReview();
const rude = aReview({ id: 'rv_2', stars: 1, text: 'Mr. Bhosale was before me.', initial: '' });
const answered = aReview({ id: 'rv_3', text: 'Clean clinic.', answer: { text: 'Thank you.', at: '2026-11-02T04:00:00+00:00' } });

let sent: unknown[];

beforeEach(() => {
  localStorage.clear();
  sent = [];
  server.use(
    http.get('*/api/v1/practitioners/:id', () => HttpResponse.json(doctor)),
    http.get('*/api/v1/practitioners/:id/reviews', () => pageOf([kind, rude, answered])),
    http.get('*/api/v1/clinics/:id', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/:id/services', () => pageOf([])),
    http.get('*/api/v1/me/practitioner', () => HttpResponse.json(doctor)),
    http.post('*/api/v1/reviews/:id/answer', async ({ request, params }) => {
      const { text } = (await request.json()) as { text: string };
      sent.push([params['id'], text]);
      return HttpResponse.json({ ...kind, answer: { text, at: '2026-11-21T04:00:00+00:00' } });
    }),
    http.post('*/api/v1/reviews/:id/hiding', async ({ request, params }) => {
      sent.push([params['id'], await request.json()]);
      return HttpResponse.json(rude);
    }),
  );
});

async function openAs(path: string, differing: Partial<Account> | null) {
  if (differing !== null) withSessionOf(anAccount(differing));
  await open(path);
  return screen.findByText(kind.text);
}

const entry = (review: Review): HTMLElement => {
  const found = screen.getAllByRole('listitem').find((one) => one.textContent?.includes(review.text));
  if (found === undefined) throw new Error(`no review says ${review.text}`);
  return found;
};

describe('what patients say', () => {
  test('is read by everybody, and nobody but the clinic can do anything about it', async () => {
    await openAs('/doctors/pr_1', null);
    expect(within(entry(kind)).getByText('L., a patient')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Answer' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Hide' })).not.toBeInTheDocument();
  });

  test.each([
    ['admin', { role: 'admin' }, 2, 3],
    ['manager', { role: 'manager' }, 2, 0],
    ['the doctor', { role: 'doctor' }, 2, 0],
    ['the desk', { role: 'front_desk' }, 0, 0],
    ['the admin of another clinic', { role: 'admin', clinic_id: 'cl_2' }, 0, 0],
  ] as const)('%s sees what they may do', async (_, who, answers, hides) => {
    await openAs('/doctors/pr_1', who);
    await waitFor(() => expect(screen.queryAllByRole('button', { name: 'Answer' })).toHaveLength(answers));
    expect(screen.queryAllByRole('button', { name: 'Hide' })).toHaveLength(hides);
  });

  test('another doctor answers nothing', async () => {
    server.use(http.get('*/api/v1/me/practitioner', () => HttpResponse.json(aDoctor({ id: 'pr_2' }))));
    await openAs('/doctors/pr_1', { role: 'doctor' });
    expect(screen.queryByRole('button', { name: 'Answer' })).not.toBeInTheDocument();
  });

  test('is answered once, by the doctor on a page of their own', async () => {
    await openAs('/doctor/reviews', { role: 'doctor' });
    await userEvent.click(within(entry(kind)).getByRole('button', { name: 'Answer' }));
    const dialog = screen.getByRole('dialog', { name: 'Answer this review?' });
    expect(within(dialog).getByText(kind.text)).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Answer' }));
    expect(within(dialog).getByText('Write an answer.')).toBeInTheDocument();
    await userEvent.type(within(dialog).getByLabelText('Your answer'), 'Thank you for writing.');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Answer' }));
    expect(await screen.findByText('Thank you for writing.')).toBeInTheDocument();
    expect(within(entry(kind)).queryByRole('button', { name: 'Answer' })).not.toBeInTheDocument();
    expect(sent).toEqual([['rv_1', 'Thank you for writing.']]);
  });

  test('that somebody else has answered meanwhile is said', async () => {
    server.use(http.post('*/api/v1/reviews/:id/answer', () => HttpResponse.json({ type: '/problems/answered-already', title: '', status: 409, detail: '' }, { status: 409 })));
    await openAs('/doctors/pr_1', { role: 'manager' });
    await userEvent.click(within(entry(kind)).getByRole('button', { name: 'Answer' }));
    const dialog = screen.getByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText('Your answer'), 'Thank you.');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Answer' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('Somebody of the clinic has answered already.');
  });

  test('goes from the page at once when an admin hides it', async () => {
    await openAs('/doctors/pr_1', { role: 'admin' });
    await userEvent.click(within(entry(rude)).getByRole('button', { name: 'Hide' }));
    const dialog = screen.getByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText('Why'), 'Names another patient');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Hide' }));
    // The server still answers as before for a moment; the page does not ask it.
    await waitFor(() => expect(screen.queryByText(rude.text)).not.toBeInTheDocument());
    expect(screen.getByText(kind.text)).toBeInTheDocument();
    expect(sent).toEqual([['rv_2', { reason: 'Names another patient' }]]);
  });

  test('a doctor of whom the clinic has not said who they are is told whom to ask', async () => {
    server.use(http.get('*/api/v1/me/practitioner', () => HttpResponse.json({ type: '/problems/not-found', title: '', status: 404, detail: '' }, { status: 404 })));
    withSessionOf(anAccount({ role: 'doctor' }));
    await open('/doctor/reviews');
    expect(await screen.findByRole('heading', { name: 'The clinic has not said yet which doctor you are' })).toBeInTheDocument();
  });
});
