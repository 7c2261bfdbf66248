import type { Offer, Wait } from '../waitApi';

export const aWait = (differing: Partial<Wait> = {}): Wait => ({
  id: 'wl_1',
  clinic_id: 'cl_1',
  patient_id: 'pa_1',
  service_id: 'se_1',
  practitioner_id: 'pr_1',
  suiting: [{ from_on: '2026-11-23', until_on: '2026-12-05', from_time: '00:00', until_time: '12:00', weekdays: [0, 2] }],
  urgency: 'routine',
  lapses: 0,
  joined_at: '2026-11-21T04:00:00+00:00',
  until_on: '2026-12-05',
  state: 'waiting',
  ...differing,
});

export const anOffer = (differing: Partial<Offer> = {}): Offer => ({
  id: 'of_1',
  wait_id: 'wl_1',
  clinic_id: 'cl_1',
  patient_id: 'pa_1',
  practitioner_id: 'pr_1',
  service_id: 'se_1',
  starts_at: '2026-11-25T04:30:00+00:00',
  ends_at: '2026-11-25T04:50:00+00:00',
  expires_at: '2026-11-21T04:30:00+00:00',
  state: 'open',
  ...differing,
});
