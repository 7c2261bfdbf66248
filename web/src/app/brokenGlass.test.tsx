import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { anAccount, open, pageOf, withSessionOf } from './testing/open';

const nurse = anAccount({ id: 'ac_2', role: 'nurse', name: 'Anil Rao', email: 'anil@sahyadri.example' });

const aGrant = (differing: object = {}) => ({
  id: 'bg_1',
  patient_id: 'pa_1',
  account_id: 'ac_2',
  role: 'nurse',
  reason: 'Unconscious in the waiting room, nobody with her',
  given_at: '2026-11-21T04:00:00+00:00',
  ends_at: '2026-11-21T05:00:00+00:00',
  seen_by: null,
  seen_at: null,
  ...differing,
});

const GRANTS = '*/api/v1/break-glass';

beforeEach(() => {
  withSessionOf(anAccount({ role: 'manager' }));
  server.use(
    http.get('*/api/v1/clinics/cl_1/staff', () => pageOf([nurse])),
    http.get('*/api/v1/patients/pa_1', () => HttpResponse.json({ id: 'pa_1', mrn: 'SAH-000123', name: 'Lakshmi Iyer' })),
    http.get(GRANTS, ({ request }) => pageOf(new URL(request.url).searchParams.get('state') === 'unseen' ? [aGrant()] : [])),
  );
});

describe('a chart that was opened in need', () => {
  test('says by whom, whose it is and why', async () => {
    await open('/admin/opened-in-need');
    expect(await screen.findByText('Anil Rao opened the chart of Lakshmi Iyer (SAH-000123)')).toBeInTheDocument();
    expect(screen.getByText('Unconscious in the waiting room, nobody with her')).toBeInTheDocument();
  });

  test('of somebody who was erased is known by its number alone', async () => {
    server.use(
      http.get('*/api/v1/patients/pa_1', () => HttpResponse.json({ type: '/problems/not-found', title: 'gone', status: 404 }, { status: 404 })),
      http.get(GRANTS, () => pageOf([aGrant({ reason: null })])),
    );
    await open('/admin/opened-in-need');
    expect(await screen.findAllByText('Anil Rao opened the chart of pa_1')).not.toHaveLength(0);
    expect(screen.getAllByText('The reason was erased together with the patient.')).not.toHaveLength(0);
  });

  test('is marked as looked at by who looks', async () => {
    const marked: string[] = [];
    server.use(
      http.post('*/api/v1/break-glass/bg_1/seen', () => {
        marked.push('bg_1');
        return HttpResponse.json(aGrant({ seen_by: 'ac_1', seen_at: '2026-11-21T04:10:00+00:00' }));
      }),
    );
    await open('/admin/opened-in-need');
    await userEvent.click(await screen.findByRole('button', { name: 'I have looked at it' }));
    expect(marked).toEqual(['bg_1']);
  });
});
