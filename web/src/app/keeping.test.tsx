import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { server } from '@/lib/testing/server';
import { anAccount, open, pageOf, withSessionOf } from './testing/open';

const HOLDS = '*/api/v1/legal-holds';
const RETENTION = '*/api/v1/retention';
const me = anAccount();
const lakshmi = { id: 'pa_1', mrn: 'SAH-000123', name: 'Lakshmi Iyer' };

const aHold = (differing: object = {}) => ({
  id: 'lh_1',
  patient_id: 'pa_1',
  record_type: 'chart',
  reason: 'A court has asked for it, case 214',
  placed_by: 'ac_1',
  placed_at: '2026-11-21T04:00:00+00:00',
  lifted_by: null,
  lifted_at: null,
  lifted_because: null,
  ...differing,
});

const terms = (rows: object[], version = 3) => ({ least_years: 7, minors_until_age: 24, rows, trail: null, version });
const longer = { record_type: 'prescription', region: 'Maharashtra', years: 12 };

let wishes: unknown[] = [];

beforeEach(() => {
  wishes = [];
  withSessionOf(me);
  server.use(
    http.get('*/api/v1/clinics/cl_1/staff', () => pageOf([me])),
    http.get('*/api/v1/patients/pa_1', () => HttpResponse.json(lakshmi)),
    http.get('*/api/v1/clinics/cl_1/patients', () => pageOf([lakshmi, { ...lakshmi, id: 'pa_2', mrn: 'SAH-0001234' }])),
    http.get(HOLDS, ({ request }) => pageOf(new URL(request.url).searchParams.get('state') === 'standing' ? [aHold()] : [])),
    http.post(HOLDS, async ({ request }) => {
      wishes.push(await request.json());
      return HttpResponse.json(aHold(), { status: 201 });
    }),
    http.get(RETENTION, () => HttpResponse.json(terms([longer]))),
  );
});

const placed = async (patient: string) => {
  await open('/admin/keeping');
  await userEvent.type(await screen.findByLabelText('One patient only'), patient);
  await userEvent.type(screen.getByLabelText(/^Why/), 'An insurer asks about the fall');
  await userEvent.click(screen.getByRole('button', { name: 'Place the hold' }));
};

describe('a legal hold', () => {
  test('names the patient whom it covers', async () => {
    await open('/admin/keeping');
    expect(await screen.findByText('Charts of Lakshmi Iyer (SAH-000123)')).toBeInTheDocument();
  });

  test('is placed for the patient whose record number was given, and for no other', async () => {
    await placed('sah-000123');
    expect(await screen.findByText('The hold stands.')).toBeInTheDocument();
    expect(wishes).toEqual([{ reason: 'An insurer asks about the fall', patient_id: 'pa_1' }]);
  });

  test('is not placed for everybody when nobody has the record number', async () => {
    await placed('SAH-9');
    expect(await screen.findByText('Nobody here has this record number.')).toBeInTheDocument();
    expect(wishes).toEqual([]);
  });
});

describe('how long records are kept', () => {
  test('is listed, and what is kept for longer can be taken back', async () => {
    server.use(
      http.patch(RETENTION, async ({ request }) => {
        wishes.push([request.headers.get('If-Match'), await request.json()]);
        return HttpResponse.json(terms([], 4));
      }),
    );
    await open('/admin/keeping');
    const row = (await screen.findByText('Maharashtra · 12 years')).closest('li');
    if (row === null) throw new Error('The term stands in no list.');
    await userEvent.click(within(row).getByRole('button', { name: /Prescriptions/ }));
    expect(await screen.findByText(/^In all states · 7 years/)).toBeInTheDocument();
    expect(screen.queryByText('Maharashtra · 12 years')).toBeNull();
    expect(wishes).toEqual([['"v3"', { rows: [] }]]);
  });
});
