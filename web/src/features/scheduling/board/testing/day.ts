import type { OpenHours, Sheet, Visit } from '../model';

type Entry = Sheet['entries'][number];

const DAY = '2026-11-23';
const said = (clock: string): string => `${DAY}T${clock}:00+05:30`;

export const HALF_PAST_NINE = Date.parse(said('09:30'));

export const hours = (from: string, until: string, differing: Partial<OpenHours> = {}): OpenHours => ({
  from_at: said(from),
  until_at: said(until),
  slot_minutes: 15,
  seats: 1,
  modes: ['in_person'],
  place: 'Room 2',
  ...differing,
});

export const anEntry = (id: string, from: string, until: string, differing: Partial<Entry> = {}): Entry => ({
  id,
  seat: 1,
  from_at: said(from),
  until_at: said(until),
  starts_at: said(from),
  ends_at: said(until),
  state: 'booked',
  expires_at: null,
  appointment_id: null,
  patient_id: null,
  service_id: null,
  block_id: null,
  reason: null,
  ...differing,
});

/** Dr. Kulkarni's Monday: nine to one, a quarter of an hour each. */
export const aSheet = (differing: Partial<Sheet> = {}): Sheet => ({
  diary_id: 'pr_1',
  on: DAY,
  sessions: [hours('09:00', '13:00')],
  entries: [],
  closed_for: [],
  version: 1,
  ...differing,
});

export const aVisit = (differing: Partial<Visit> = {}): Visit => ({
  id: 'ap_1',
  version: 1,
  clinic_id: 'cl_1',
  practitioner_id: 'pr_1',
  patient_id: 'pa_1',
  service_id: 'sv_1',
  mode: 'in_person',
  starts_at: said('09:30'),
  ends_at: said('09:45'),
  seat: 1,
  places: [{ diary_id: 'pr_1', seat: 1 }],
  state: 'confirmed',
  source: 'phone',
  reason: null,
  expires_at: null,
  series_id: null,
  booked_at: '2026-11-20T06:00:00+00:00',
  cancelled_by: null,
  history: [{ at: '2026-11-20T06:00:00+00:00', verb: 'booked', by_role: 'front_desk', was_at: null, reason: null }],
  patient: { id: 'pa_1', mrn: 'SAH-000123', name: 'Lakshmi Iyer', phone: '+919820012345' },
  ...differing,
});
