import { http, HttpResponse } from 'msw';
import type { Appointment, Sheet, Visit } from '@/features/scheduling/board/model';
import { aSheet, aVisit } from '@/features/scheduling/board/testing/day';
import { server } from '@/lib/testing/server';
import { aClinic, aDoctor, anAccount, aService, pageOf, withSessionOf } from './open';

export const MONDAY = '2026-11-23';
export const DAY_PATH = `/desk?date=${MONDAY}`;
/** Three days before: what the tests book lies ahead, whenever they run. */
export const NOW = new Date('2026-11-20T06:00:00Z');

const WEEK_MS = 7 * 86_400_000;
const later = (at: string, weeks: number): string => new Date(Date.parse(at) + weeks * WEEK_MS).toISOString();

/** The same visit so many weeks later, as one of a series. */
export const inWeek = (weeks: number, differing: Partial<Visit> = {}): Visit => {
  const first = aVisit();
  return aVisit({ id: `ap_${weeks + 1}`, series_id: 'sr_1', starts_at: later(first.starts_at, weeks), ends_at: later(first.ends_at, weeks), ...differing });
};

export const refuse = (status: number, slug: string, said: object = {}) =>
  HttpResponse.json({ type: `/problems/${slug}`, title: slug, status, ...said }, { status });

type Day = { sheets?: Sheet[]; visits?: Visit[]; strays?: Visit[]; rooms?: object[]; series?: Appointment[] };

/** A nurse's Monday at the desk: one doctor, and what a test says stands in the diary; each answer is asked for anew. */
export function aDayAtTheDesk(day: () => Day = () => ({})) {
  withSessionOf(anAccount({ role: 'nurse', name: 'Anil Rao' }));
  server.use(
    http.get('*/api/v1/clinics/cl_1', () => HttpResponse.json(aClinic())),
    http.get('*/api/v1/clinics/cl_1/practitioners', () => pageOf([aDoctor({ name: 'Dr. Asha Kulkarni' })])),
    http.get('*/api/v1/clinics/cl_1/services', () => pageOf([aService({ id: 'sv_1', name: 'Physiotherapy', length_minutes: 15 })])),
    http.get('*/api/v1/clinics/cl_1/resources', () => pageOf(day().rooms ?? [])),
    http.get('*/api/v1/clinics/cl_1/sheets', () => pageOf(day().sheets ?? [aSheet()])),
    http.get('*/api/v1/clinics/cl_1/appointments', () => pageOf(day().visits ?? [])),
    http.get('*/api/v1/clinics/cl_1/strays', () => pageOf(day().strays ?? [])),
    http.get('*/api/v1/patients/pa_1', () => HttpResponse.json({ ...aVisit().patient, age: 41, sex: 'female' })),
    http.get('*/api/v1/clinics/cl_1/patients', () => pageOf([aVisit().patient])),
    http.get('*/api/v1/appointments/series/sr_1', () => HttpResponse.json({ id: 'sr_1', visits: day().series ?? [] })),
    http.get('*/api/v1/appointments/:id', ({ params }) => HttpResponse.json([...(day().visits ?? []), ...(day().series ?? [])].find(({ id }) => id === params['id']) ?? aVisit())),
  );
}
