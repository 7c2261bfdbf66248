import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Appointment } from '@/features/scheduling/api';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, anAccount, aService, open, pageOf, withSessionOf } from './testing/open';

const DAY_MS = 86_400_000;

const aVisit = (id: string, days: number, state: Appointment['state']): Appointment => ({
  id,
  version: 1,
  clinic_id: 'cl_1',
  practitioner_id: 'pr_1',
  patient_id: 'pa_1',
  service_id: 'se_1',
  mode: 'in_person',
  starts_at: new Date(Date.now() + days * DAY_MS).toISOString(),
  ends_at: new Date(Date.now() + days * DAY_MS + 900_000).toISOString(),
  state,
  source: 'portal',
  seat: 1,
  booked_at: '2026-01-01T00:00:00+00:00',
  expires_at: null,
  reason: null,
  cancelled_by: null,
  series_id: null,
  places: [],
  history: [],
});

const ahead = Array.from({ length: 20 }, (_, n) => aVisit(`ap_ahead_${n}`, 30 - n, 'confirmed'));
const seen = aVisit('ap_seen', -3, 'completed');

beforeEach(() => {
  localStorage.clear();
  withSessionOf(anAccount({ role: 'patient', name: '', email: '', phone: '+919812345678', clinic_id: null }));
  server.use(
    http.get('*/api/v1/me/patients', () => pageOf([])),
    http.get('*/api/v1/practitioners/:id', () => HttpResponse.json(aDoctor())),
    http.get('*/api/v1/clinics/:id', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/:id/services', () => pageOf([aService()])),
  );
});

describe('earlier visits', () => {
  test('are looked for behind pages on which all are still ahead', async () => {
    server.use(
      http.get('*/api/v1/me/appointments', ({ request }) => {
        const { searchParams } = new URL(request.url);
        if (searchParams.has('ahead')) return pageOf(ahead);
        return searchParams.has('cursor') ? pageOf([seen]) : pageOf(ahead, 'more');
      }),
    );
    await open('/me');
    const panel = await screen.findByRole('region', { name: 'Earlier' });
    expect(await within(panel).findByRole('listitem')).toHaveTextContent('Done');
    expect(screen.queryByText('Nothing on this page.')).not.toBeInTheDocument();
  });
});
