import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Service } from '@/features/directory';
import type { ChosenPatient } from '@/features/patients';
import { useFormat } from '@/lib/i18n/useFormat';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { clockAt, instantOf, isDay, minutesOf, sent, wallOf } from '../zones';
import classes from './side.module.css';
import { bookVisit, sheetsQuery } from './boardApi';
import { freeTimes } from './free';
import type { Sheet, Visit } from './model';
import { TimeChoice } from './TimeChoice';
import { useDiaryRefusal } from './useDiaryRefusal';
import { useNow } from './useNow';
import { useTimes } from './useTimes';

export type Ground = { clinicId: string; zone: string; doctors: { id: string; name: string }[]; services: Service[]; visits: Visit[] };
/** What was pressed on the board; without a time it is the next one that is free. */
export type Start = { doctorId: string | null; startsAt: number | null; date: string };

const SOURCES = ['walk_in', 'phone', 'desk'] as const;
type Source = (typeof SOURCES)[number];
const HOUR = 3_600_000;

type BookFormProps = { ground: Ground; start: Start; patient: ChosenPatient | null; onDone: (visitId: string, date: string) => void };

export function BookForm({ ground, start, patient, onDone }: BookFormProps) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  const wish = useWish(ground, start);
  const { busy, error, book } = useBooking(onDone);
  const submitAt = useFocusOnceKnown(patient?.id ?? null);
  const isWhole = patient !== null && wish.service !== undefined && wish.at !== null;
  const submit = (said: (name: string) => string) => {
    if (patient === null || wish.service === undefined || wish.at === null) return;
    const source = SOURCES.find((one) => one === said('source')) ?? 'desk';
    const reason = said('reason').trim() || null;
    void book({ patientId: patient.id, practitionerId: wish.doctor, serviceId: wish.service.id, startsAt: sent(wish.at), source, reason }, wish.date);
  };
  return (
    <Form onSubmit={submit} label={t('book.form')}>
      <WhenFields ground={ground} wish={wish} isPressed={start.startsAt !== null} />
      <ServiceField wish={wish} />
      <SourceField key={wish.at === null ? '' : String(isSoon(wish.at))} usual={wish.at !== null && isSoon(wish.at) ? 'walk_in' : 'phone'} />
      <TextInput label={t('book.reason')} name="reason" maxLength={500} autoComplete="off" />
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button ref={submitAt} type="submit" loading={busy} disabled={!isWhole}>
          {t('book.do')}
        </Button>
        {patient === null && <p className={classes.dim}>{t('book.first')}</p>}
      </Actions>
    </Form>
  );
}

const isSoon = (at: number): boolean => at < Date.now() + HOUR;

type Wish = ReturnType<typeof useWish>;

/** Doctor, day, time and service, each with the answer that is most likely until another is given. */
function useWish({ clinicId, zone, doctors, services, visits }: Ground, start: Start) {
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

function WhenFields({ ground, wish, isPressed }: { ground: Ground; wish: Wish; isPressed: boolean }) {
  const { t } = useTranslation('scheduling/board');
  const { day } = useFormat();
  const times = useTimes(ground.zone);
  const [isOpen, setIsOpen] = useState(!isPressed);
  if (!isOpen && wish.at !== null) {
    return (
      <div className={classes.when}>
        <p>
          <strong className="tabular">{times.full(wish.at)}</strong>
          <span className={classes.dim}>{[day(wish.date, 'long'), ground.doctors.find(({ id }) => id === wish.doctor)?.name].filter(Boolean).join(' · ')}</span>
        </p>
        <Button size="compact-sm" variant="subtle" onClick={() => setIsOpen(true)}>
          {t('book.otherTime')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <div className={classes.pair}>
        <NativeSelect label={t('fact.doctor')} value={wish.doctor} onChange={(event) => wish.setDoctor(event.currentTarget.value)} data={ground.doctors.map(({ id, name }) => ({ value: id, label: name }))} />
        <TextInput label={t('fact.day')} type="date" value={wish.date} onChange={(event) => isDay(event.currentTarget.value) && wish.setDate(event.currentTarget.value)} />
      </div>
      <TimeChoice sheet={wish.sheet} isLoading={wish.isLoading} zone={ground.zone} value={wish.time} onChange={wish.setTime} lengthMinutes={wish.service?.length_minutes ?? 15} />
    </>
  );
}

function ServiceField({ wish }: { wish: Wish }) {
  const { t } = useTranslation('scheduling/board');
  const { money } = useFormat();
  if (wish.offered.length === 0) return <FormNote state="warn">{t('book.noService')}</FormNote>;
  return (
    <NativeSelect
      label={t('fact.service')}
      value={wish.service?.id ?? ''}
      onChange={(event) => wish.setService(event.currentTarget.value)}
      data={wish.offered.map(({ id, name, length_minutes, price_paise }) => ({ value: id, label: [name, t('minutes', { count: length_minutes }), money(price_paise)].join(' · ') }))}
    />
  );
}

function SourceField({ usual }: { usual: Source }) {
  const { t } = useTranslation('scheduling/board');
  return (
    <fieldset className={classes.sources}>
      <legend>{t('fact.source')}</legend>
      {SOURCES.map((source) => (
        <label key={source} className={classes.source}>
          <input type="radio" name="source" value={source} defaultChecked={source === usual} />
          {t(`source.${source}`)}
        </label>
      ))}
    </fieldset>
  );
}

function useBooking(onDone: BookFormProps['onDone']) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const book = async (wish: Parameters<typeof bookVisit>[0], date: string) => {
    setBusy(true);
    setError(null);
    try {
      onDone((await bookVisit(wish)).id, date);
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
      setBusy(false);
    }
  };
  return { busy, error, book };
}

/** Once the patient is known Enter books: the usual answers stand there already. */
function useFocusOnceKnown(patientId: string | null) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (patientId !== null) button.current?.focus();
  }, [patientId]);
  return button;
}
