import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { anAccount, open, pageOf, withSessionOf } from './testing/open';

const refuse = (status: number, slug: string) => HttpResponse.json({ type: `/problems/${slug}`, title: slug, status }, { status });

const anApproval = (differing: object = {}) => ({
  id: 'av_1',
  version: 1,
  kind: 'device',
  subject_id: 'de_1',
  state: 'waiting',
  asked_by: 'ac_2',
  asked_by_name: 'Anil Rao',
  asked_at: '2026-11-21T04:00:00+00:00',
  ip: '203.0.113.7',
  needs: 'admin',
  ends_at: '2026-11-22T04:00:00+00:00',
  reason: null,
  before: null,
  after: { browser: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
  proof: '483920',
  may_decide: true,
  decided_by: null,
  decided_by_name: null,
  decided_at: null,
  decision_reason: null,
  used_at: null,
  ...differing,
});

const granted = { state: 'approved', proof: null, may_decide: false, decided_by: 'ac_1', decided_by_name: 'Meera Joshi', decided_at: '2026-11-21T05:00:00+00:00' };
const discount = {
  id: 'av_2',
  kind: 'discount',
  reason: 'She has paid for three visits at once.',
  before: { total_paise: 60_000 },
  after: { total_paise: 51_000, percent: 15 },
  proof: null,
  needs: 'manager',
};

const inbox = (waiting: object[], past: object[] = []) =>
  http.get('*/api/v1/approvals', ({ request }) =>
    pageOf(new URL(request.url).searchParams.get('state') === 'waiting' ? waiting : past),
  );

const asked = async (button: string) => {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  return within(await screen.findByRole('dialog'));
};

beforeEach(() => withSessionOf(anAccount()));

describe('the inbox', () => {
  test('shows who asks for what, from where, and lets it through after the codes were compared', async () => {
    const said: unknown[] = [];
    server.use(
      inbox([anApproval()]),
      http.post('*/api/v1/approvals/av_1/approval', async ({ request }) => {
        said.push(await request.json());
        return HttpResponse.json(anApproval(granted));
      }),
    );
    await open('/admin/approvals');
    expect(await screen.findByText('Anil Rao')).toBeInTheDocument();
    expect(screen.getByText('New device')).toBeInTheDocument();
    expect(screen.getByText('Firefox, Linux')).toBeInTheDocument();
    expect(screen.getByText(/from 203\.0\.113\.7 · open until/)).toBeInTheDocument();
    const dialog = await asked('Approve');
    expect(dialog.getByText('483920')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(said).toEqual([{ proof: '483920' }]));
  });

  test('shows what it was and would be, and why', async () => {
    server.use(inbox([anApproval(discount)]));
    await open('/admin/approvals');
    expect(await screen.findByText('She has paid for three visits at once.')).toBeInTheDocument();
    expect(screen.getByText('Total').closest('div')).toHaveTextContent('₹600 → after: ₹510');
    expect(screen.getByText('Percent').closest('div')).toHaveTextContent('15');
    expect((await asked('Approve')).queryByText('483920')).toBeNull();
  });

  test('refuses with a reason and not without one', async () => {
    const said: unknown[] = [];
    server.use(
      inbox([anApproval()]),
      http.post('*/api/v1/approvals/av_1/refusal', async ({ request }) => {
        said.push(await request.json());
        return HttpResponse.json(anApproval({ ...granted, state: 'refused' }));
      }),
    );
    await open('/admin/approvals');
    const dialog = await asked('Refuse');
    await userEvent.click(dialog.getByRole('button', { name: 'Refuse' }));
    expect(dialog.getByLabelText('Reason')).toHaveAccessibleDescription('Say in a sentence why.');
    expect(said).toEqual([]);
    await userEvent.type(dialog.getByLabelText('Reason'), 'I have not spoken with him.');
    await userEvent.click(dialog.getByRole('button', { name: 'Refuse' }));
    await waitFor(() => expect(said).toEqual([{ reason: 'I have not spoken with him.' }]));
  });

  test.each([
    ['approval-decided', 'Somebody else was faster'],
    ['proof-differs', 'The code has changed.'],
    ['approval-lapsed', 'The time for this is over.'],
  ])('says in its place why a decision did not count: %s', async (slug, text) => {
    server.use(inbox([anApproval()]), http.post('*/api/v1/approvals/av_1/approval', () => refuse(409, slug)));
    await open('/admin/approvals');
    const dialog = await asked('Approve');
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(text);
  });

  test('says that nothing waits, and who decided what', async () => {
    server.use(inbox([], [anApproval({ ...granted, decision_reason: 'We have spoken.' })]));
    withSessionOf(anAccount({ role: 'manager' }));
    await open('/admin/approvals');
    expect(await screen.findByText('Nothing is waiting for you')).toBeInTheDocument();
    expect(await screen.findByText(/Approved by Meera Joshi/)).toBeInTheDocument();
    expect(screen.getByText('We have spoken.')).toBeInTheDocument();
  });

  test('says that it could not be asked', async () => {
    server.use(http.get('*/api/v1/approvals', () => refuse(403, 'not-allowed')));
    await open('/admin/approvals');
    expect((await screen.findAllByText('This is not yours to open')).length).toBeGreaterThan(0);
  });
});

describe('asked by me', () => {
  test('is there for everybody who works here, and can be withdrawn', async () => {
    withSessionOf(anAccount({ role: 'nurse' }));
    let isWithdrawn = false;
    server.use(
      http.get('*/api/v1/approvals/mine', () => pageOf([anApproval({ proof: null, may_decide: false, state: isWithdrawn ? 'withdrawn' : 'waiting' })])),
      http.post('*/api/v1/approvals/av_1/withdrawal', () => {
        isWithdrawn = true;
        return HttpResponse.json(anApproval({ state: 'withdrawn' }));
      }),
    );
    await open('/approvals');
    expect(await screen.findByText('An administrator decides.')).toBeInTheDocument();
    const dialog = await asked('Withdraw');
    await userEvent.click(dialog.getByRole('button', { name: 'Withdraw' }));
    expect(await screen.findByText('Withdrawn')).toBeInTheDocument();
  });
});
