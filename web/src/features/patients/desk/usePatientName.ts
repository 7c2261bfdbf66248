import { useQuery } from '@tanstack/react-query';
import { patientQuery } from './deskApi';

/** Nobody knows a patient by an id; it stands here only while the name is asked for, and for who was erased. */
export function usePatientName(patientId: string | null): string {
  const { data: patient } = useQuery({ ...patientQuery(patientId ?? ''), enabled: patientId !== null });
  return patient === undefined ? (patientId ?? '') : `${patient.name} (${patient.mrn})`;
}
