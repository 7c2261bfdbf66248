import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, anAccount, open, pageOf, withSessionOf } from './testing/open';

const asha = aDoctor();
const rohan = aDoctor({ id: 'pr_2', name: 'Dr. Rohan Deshpande', version: 4 });
const ME = anAccount({ id: 'ac_me', role: 'manager' });
const first = anAccount({ id: 'ac_a', role: 'doctor', name: 'Asha K', email: 'asha@x.example' });
const second = anAccount({ id: 'ac_b', role: 'doctor', name: 'Rohan D', email: 'rohan@x.example' });
const gone = anAccount({ id: 'ac_c', role: 'doctor', name: 'Old One', email: 'old@x.example', state: 'disabled' });
const nurse = anAccount({ id: 'ac_d', role: 'nurse', name: 'Nurse', email: 'nurse@x.example' });

/** A clinic in which the first doctor is linked; it takes each change as the server does. */
function linked(before: Record<string, string>) {
  const links = new Map(Object.entries(before));
  const asked: unknown[] = [];
  server.use(
    http.get('*/api/v1/clinics/:id/practitioners', () => pageOf([asha, rohan])),
    http.get('*/api/v1/clinics/:id/staff', () => pageOf([ME, first, second, gone, nurse])),
    http.get('*/api/v1/clinics/:id/practitioner-accounts', () => pageOf([...links].map(([practitioner_id, account_id]) => ({ practitioner_id, account_id })))),
    http.patch('*/api/v1/practitioners/:id', async ({ request, params }) => {
      const { account_id } = (await request.json()) as { account_id: string | null };
      const version = request.headers.get('If-Match') ?? '';
      asked.push([params['id'], account_id, version]);
      if (account_id === null) links.delete(String(params['id']));
      else links.set(String(params['id']), account_id);
      return HttpResponse.json({ ...rohan, version: Number(/\d+/.exec(version)?.[0]) + 1, account_id });
    }),
  );
  return asked;
}

beforeEach(() => {
  localStorage.clear();
  withSessionOf(ME);
});

const field = (name: string) => screen.findByLabelText(`Signs in as ${name}`);
const optionsOf = (select: HTMLElement) => within(select).getAllByRole('option').map(({ textContent }) => textContent);

describe('doctors who sign in', () => {
  test('each shows its account, and offers those who are doctors and nobody yet', async () => {
    linked({ pr_1: 'ac_a' });
    await open('/admin');
    expect(await field('Dr. Asha Kulkarni')).toHaveValue('ac_a');
    expect(optionsOf(await field('Dr. Rohan Deshpande'))).toEqual(['Nobody', 'Rohan D · rohan@x.example']);
    expect(screen.getByText('Rohan D signs in as a doctor and is linked to nobody yet.')).toBeInTheDocument();
  });

  test('a manager links one and takes the link away again, each time with the version that is true', async () => {
    const asked = linked({ pr_1: 'ac_a' });
    await open('/admin');
    await userEvent.selectOptions(await field('Dr. Rohan Deshpande'), 'ac_b');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByText(/is linked to nobody yet/)).not.toBeInTheDocument());
    await userEvent.selectOptions(await field('Dr. Rohan Deshpande'), '');
    await userEvent.click(screen.getByRole('button', { name: 'Take the link away' }));
    expect(await screen.findByText(/is linked to nobody yet/)).toBeInTheDocument();
    expect(asked).toEqual([
      ['pr_2', 'ac_b', '"v4"'],
      ['pr_2', null, '"v5"'],
    ]);
  });

  test('an account that may not sign in any more is said to be so', async () => {
    linked({ pr_1: 'ac_c' });
    await open('/admin');
    expect(await screen.findByText('The account of Old One is disabled, so nobody can sign in with it.')).toBeInTheDocument();
  });

  test('what is refused is said in the row', async () => {
    linked({});
    await open('/admin');
    server.use(http.patch('*/api/v1/practitioners/:id', () => HttpResponse.json({ type: '/problems/account-linked', title: '', status: 409, detail: '' }, { status: 409 })));
    await userEvent.selectOptions(await field('Dr. Asha Kulkarni'), 'ac_b');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Another doctor of the clinic has this account already.')).toBeInTheDocument();
  });
});

describe('a doctor who is linked to nobody', () => {
  test('is told on the own page whom to ask, and chooses a name until then', async () => {
    withSessionOf(anAccount({ role: 'doctor', name: 'Rohan Deshpande' }));
    server.use(
      http.get('*/api/v1/clinics/:id', () => HttpResponse.json(aClinic())),
      http.get('*/api/v1/clinics/:id/practitioners', () => pageOf([asha, rohan])),
      http.get('*/api/v1/clinics/:id/:what', () => pageOf([])),
      http.get('*/api/v1/me/practitioner', () => HttpResponse.json({ type: '/problems/not-found', title: '', status: 404, detail: '' }, { status: 404 })),
    );
    await open('/doctor');
    expect(await screen.findByText(/^Your clinic has not said yet which doctor you are. Ask a manager or an admin/)).toBeInTheDocument();
    expect(screen.getByLabelText('Whose day')).toHaveValue('pr_2');
    expect(screen.queryByRole('link', { name: 'What patients say' })).not.toBeInTheDocument();
  });
});
