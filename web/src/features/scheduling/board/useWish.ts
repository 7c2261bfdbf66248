import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Service } from '@/features/directory';
import { clockAt, instantOf, minutesOf, wallOf } from '../zones';
import { sheetsQuery } from './boardApi';
import { freeTimes } from './free';
import type { Sheet, Visit } from './model';
import { useNow } from './useNow';

export type Ground = { clinicId: string; zone: string; doctors: { id: string; name: string }[]; services: Service[]; visits: Visit[] };
/** What was pressed on the board; without a time it is the next one that is free. */
export type Start = { doctorId: string | null; startsAt: number | null; date: string };
export type Wish = ReturnType<typeof useWish>;

/** Doctor, day, time and service, each with the answer that is most likely until another is given. */
export function useWish({ clinicId, zone, doctors, services, visits }: Ground, start: Start) {
  const [doctorSaid, setDoctor] = useState(start.doctorId);
  const [date, setDate] = useState(start.startsAt === null ? start.date : wallOf(start.startsAt, zone).day);
  const [timeSaid, setTime] = useState(start.startsAt === null ? null : clockAt(start.startsAt, zone));
  const [serviceSaid, setService] = useState<string | null>(null);
  const now = useNow(20_000);
  const sheets = useQuery(sheetsQuery(clinicId, date));
  const doctor = doctorSaid ?? soonest(doctors, sheets.data ?? [], now);
  const sheet = sheets.data?.find(({ diary_id }) => diary_id === doctor);
  const offered = usualFirst(services.filter(({ practitioner_ids }) => practitioner_ids.includes(doctor)), visits.filter(({ practitioner_id }) => practitioner_id === doctor));
  const service = offered.find(({ id }) => id === serviceSaid) ?? offered[0];
  const next = freeTimes(sheet, now, service?.length_minutes)[0];
  const time = timeSaid ?? (next === undefined ? '' : clockAt(next.startsAt, zone));
  const minutes = minutesOf(time);
  const at = minutes === null ? null : instantOf(date, minutes, zone);
  return { doctor, setDoctor, date, setDate, time, setTime, offered, service, setService, sheet, isLoading: sheets.isPending, at };
}

/** What this doctor is mostly visited for comes first, so that the usual booking needs no choosing. */
function usualFirst(offered: Service[], visits: Visit[]): Service[] {
  const often = (id: string) => visits.filter(({ service_id }) => service_id === id).length;
  return offered.toSorted((a, b) => often(b.id) - often(a.id));
}

/** Who can see somebody first. */
function soonest(doctors: { id: string }[], sheets: Sheet[], now: number): string {
  const firsts = doctors.map(({ id }) => ({ id, at: freeTimes(sheets.find(({ diary_id }) => diary_id === id), now)[0]?.startsAt ?? Infinity }));
  return firsts.toSorted((a, b) => a.at - b.at)[0]?.id ?? '';
}
