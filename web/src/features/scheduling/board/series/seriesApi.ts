import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import { Refusal } from '@/lib/api/refusal';
import type { components } from '@/lib/api/schema';
import { boardKey, once, type NewBooking } from '../boardApi';

export type Series = components['schemas']['Series'];
/** A date of a series that cannot be had, and the code that says why. */
export type MissingDate = components['schemas']['MissingDate'];
export type SeriesWish = NewBooking & { everyWeeks: number; count: number; skip: string[] };

/** All of the dates, or none: the refusal names those that are in the way. */
export const bookSeries = (wish: SeriesWish): Promise<Series> =>
  answerOf(
    api.POST('/api/v1/appointments/series', {
      params: { header: once() },
      body: {
        patient_id: wish.patientId,
        practitioner_id: wish.practitionerId,
        service_id: wish.serviceId,
        starts_at: wish.startsAt,
        every_weeks: wish.everyWeeks,
        count: wish.count,
        skip: wish.skip,
        source: wish.source,
        reason: wish.reason,
        also: [],
      },
    }),
  );

/** All visits that were promised together, also those that were cancelled. */
export const seriesQuery = (clinicId: string, seriesId: string) =>
  queryOptions({
    queryKey: [...boardKey(clinicId), 'series', seriesId],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/appointments/series/{series_id}', { params: { path: { series_id: seriesId } }, signal })),
    select: (series) => series.visits,
  });

const isMissing = (one: unknown): one is MissingDate => {
  if (typeof one !== 'object' || one === null) return false;
  const said = one as Record<string, unknown>;
  return ['on', 'starts_at', 'why'].every((name) => typeof said[name] === 'string');
};

/** The dates that a refusal names; none when it was about something else. */
export function missingIn(error: Error | null): MissingDate[] {
  const dates = error instanceof Refusal ? error.said['dates'] : undefined;
  return Array.isArray(dates) ? dates.filter(isMissing) : [];
}
