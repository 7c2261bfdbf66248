import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { addressLines, clinicQuery, doctorQuery, servicesQuery } from '@/features/directory';
import { familyQuery } from '@/features/patients';
import type { Appointment } from '../api';
import { keepVisits, type KeptVisit } from './kept';

const unique = (ids: string[]): string[] => [...new Set(ids)];

/** Keeps the next visits on this device, with all their words, for when there is no network. It shows nothing. */
export function Keeper({ visits }: { visits: Appointment[] }) {
  const rows = useRows(visits);
  const text = rows === null ? null : JSON.stringify(rows);
  useEffect(() => {
    if (text !== null) void keepVisits(JSON.parse(text) as KeptVisit[]);
  }, [text]);
  return null;
}

/** Nothing until every name is known: half a visit would be kept as if it were whole. */
function useRows(visits: Appointment[]): KeptVisit[] | null {
  const clinicIds = unique(visits.map((visit) => visit.clinic_id));
  const clinics = useQueries({ queries: clinicIds.map(clinicQuery) });
  const services = useQueries({ queries: clinicIds.map(servicesQuery) });
  const doctors = useQueries({ queries: unique(visits.map((visit) => visit.practitioner_id)).map(doctorQuery) });
  const family = useQuery(familyQuery);
  if ([...clinics, ...services, ...doctors, family].some(({ data }) => data === undefined)) return null;
  return visits.flatMap((visit) => {
    const clinic = clinics.find(({ data }) => data?.id === visit.clinic_id)?.data;
    if (clinic === undefined) return [];
    return {
      id: visit.id,
      startsAt: visit.starts_at,
      endsAt: visit.ends_at,
      zone: clinic.time_zone,
      mode: visit.mode,
      doctor: doctors.find(({ data }) => data?.id === visit.practitioner_id)?.data?.name ?? '',
      service: services.flatMap(({ data }) => data ?? []).find(({ id }) => id === visit.service_id)?.name ?? '',
      patient: family.data?.find(({ id }) => id === visit.patient_id)?.name ?? '',
      clinic: clinic.name,
      address: addressLines(clinic),
      phone: clinic.phone,
    };
  });
}
