import { useQuery } from '@tanstack/react-query';
import { clinicQuery, doctorQuery, servicesQuery, type Clinic } from '@/features/directory';
import { familyQuery } from '@/features/patients';

export type About = { doctor: string; clinic: Clinic | undefined; service: string; patient: string; zone: string };

/** A visit, or a time that is offered, or what is waited for: then perhaps with any practitioner. */
type Subject = { practitioner_id: string | null; clinic_id: string; service_id: string; patient_id: string };

/** A visit carries ids; its reader wants names. Until they are here their place is empty. */
export function useAbout(visit: Subject): About {
  const doctor = useQuery({ ...doctorQuery(visit.practitioner_id ?? ''), enabled: visit.practitioner_id !== null });
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
