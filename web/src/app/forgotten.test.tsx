import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { open } from './testing/open';

const ASK = '*/api/v1/auth/password-reset';
const ACCEPT = '*/api/v1/auth/password-reset/acceptance';
type Said = { token: string; password: string; totp?: string };

const refuse = (status: number, slug: string) =>
  HttpResponse.json({ type: `/problems/${slug}`, title: slug, status }, { status });

async function askFor(email: string) {
  await open('/sign-in');
  await userEvent.click(await screen.findByRole('link', { name: 'Forgot your password?' }));
  await screen.findByRole('heading', { name: 'Forgot your password?' });
  await userEvent.type(screen.getByLabelText('E-mail'), email);
  await userEvent.click(screen.getByRole('button', { name: 'Send me a link' }));
}

async function typeTwice(password: string) {
  await userEvent.type(await screen.findByLabelText('New password'), password);
  await userEvent.type(screen.getByLabelText('New password once more'), `${password}{Enter}`);
}

describe('a forgotten password', () => {
  test('is asked about at sign-in, and the answer promises nothing', async () => {
    server.use(http.post(ASK, () => HttpResponse.json({ good_for_s: 1800 }, { status: 202 })));
    await askFor('meera@sahyadri.example');
    expect(await screen.findByText(/If somebody signs in with meera@sahyadri.example/)).toHaveTextContent('30 minutes');
  });

  test('says whom to ask where the clinic sends no e-mail', async () => {
    server.use(http.post(ASK, () => refuse(503, 'mail-unavailable')));
    await askFor('meera@sahyadri.example');
    expect(await screen.findByRole('alert')).toHaveTextContent('Ask an administrator of your clinic');
  });

  test('is replaced with the link', async () => {
    const said: unknown[] = [];
    server.use(
      http.post(ACCEPT, async ({ request }) => {
        said.push(await request.json());
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await open('/staff/reset#secret-token');
    await typeTwice('plum tractor sings low');
    expect(await screen.findByRole('heading', { name: 'Your password is set' })).toBeInTheDocument();
    expect(said).toEqual([{ token: 'secret-token', password: 'plum tractor sings low' }]);
  });

  test('wants the second factor of who has one', async () => {
    server.use(
      http.post(ACCEPT, async ({ request }) => {
        const { totp } = (await request.json()) as Said;
        if (totp === undefined) return refuse(401, 'totp-needed');
        return totp === '123456' ? new HttpResponse(null, { status: 204 }) : refuse(401, 'totp-invalid');
      }),
    );
    await open('/staff/reset#secret-token');
    await typeTwice('plum tractor sings low');
    await userEvent.type(await screen.findByLabelText('Six-digit code'), '123456');
    await userEvent.click(screen.getByRole('button', { name: 'Set the password' }));
    expect(await screen.findByRole('heading', { name: 'Your password is set' })).toBeInTheDocument();
  });

  test('offers another link when this one is over', async () => {
    server.use(http.post(ACCEPT, () => refuse(410, 'reset-over')));
    await open('/staff/reset#secret-token');
    await typeTwice('plum tractor sings low');
    expect(await screen.findByRole('alert')).toHaveTextContent('Ask for a new one');
    expect(screen.getByRole('link', { name: 'Ask for another link' })).toHaveAttribute('href', '/staff/forgotten');
  });

  test('says when a link has lost its secret', async () => {
    await open('/staff/reset');
    expect(await screen.findByRole('heading', { name: 'This link is not complete' })).toBeInTheDocument();
  });
});
