import { useQuery } from '@tanstack/react-query';
import { clinicQuery, doctorQuery, servicesQuery, type Clinic } from '@/features/directory';
import { familyQuery } from '@/features/patients';
import type { Appointment } from '../api';

export type About = { doctor: string; clinic: Clinic | undefined; service: string; patient: string; zone: string };

/** A visit carries ids; its reader wants names. Until they are here their place is empty. */
export function useAbout(visit: Appointment): About {
  const doctor = useQuery(doctorQuery(visit.practitioner_id));
  const clinic = useQuery(clinicQuery(visit.clinic_id));
  const services = useQuery(servicesQuery(visit.clinic_id));
  const family = useQuery(familyQuery);
  return {
    doctor: doctor.data?.name ?? '',
    clinic: clinic.data,
    service: services.data?.find(({ id }) => id === visit.service_id)?.name ?? '',
    patient: family.data?.find(({ id }) => id === visit.patient_id)?.name ?? '',
    zone: clinic.data?.time_zone ?? doctor.data?.clinic.time_zone ?? 'Asia/Kolkata',
  };
}
