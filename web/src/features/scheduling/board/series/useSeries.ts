import { useQuery } from '@tanstack/react-query';
import type { Appointment, Visit } from '../model';
import { followersOf } from './dates';
import { seriesQuery } from './seriesApi';

const NONE: Appointment[] = [];

/** The other visits that were promised with this one, and those of them that can still follow it. */
export function useSeries(visit: Visit): { series: Appointment[]; following: Appointment[] } {
  const asked = useQuery({ ...seriesQuery(visit.clinic_id, visit.series_id ?? ''), enabled: visit.series_id !== null });
  const series = asked.data ?? NONE;
  return { series, following: followersOf(visit, series) };
}
