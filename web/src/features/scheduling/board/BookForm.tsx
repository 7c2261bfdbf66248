import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenPatient } from '@/features/patients';
import { useFormat } from '@/lib/i18n/useFormat';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { isDay, sent } from '../zones';
import classes from './side.module.css';
import { RepeatFields } from './series/RepeatFields';
import { SeriesRefusal } from './series/SeriesRefusal';
import { missingIn } from './series/seriesApi';
import { useRepeat } from './series/useRepeat';
import { TimeChoice } from './TimeChoice';
import { useBooking } from './useBooking';
import { useDiaryRefusal } from './useDiaryRefusal';
import { useTimes } from './useTimes';
import { useWish, type Ground, type Start, type Wish } from './useWish';

const SOURCES = ['walk_in', 'phone', 'desk'] as const;
type Source = (typeof SOURCES)[number];
const HOUR = 3_600_000;

type BookFormProps = { ground: Ground; start: Start; patient: ChosenPatient | null; onDone: (visitId: string, date: string) => void };

export function BookForm({ ground, start, patient, onDone }: BookFormProps) {
  const { t } = useTranslation('scheduling/board');
  const wish = useWish(ground, start);
  const repeat = useRepeat(wish.at, ground.zone);
  const [isChoosing, setIsChoosing] = useState(start.startsAt === null);
  const asked = JSON.stringify([patient?.id, wish.doctor, wish.service?.id, wish.at, repeat.wish]);
  const booking = useBooking(asked, ground.zone, onDone);
  const submitAt = useFocusOnceKnown(patient?.id ?? null);
  const isWhole = patient !== null && wish.service !== undefined && wish.at !== null && repeat.isWhole;
  const submit = (said: (name: string) => string) => {
    if (patient === null || wish.service === undefined || wish.at === null || !repeat.isWhole) return;
    const source = SOURCES.find((one) => one === said('source')) ?? 'desk';
    const reason = said('reason').trim() || null;
    void booking.book({ patientId: patient.id, practitionerId: wish.doctor, serviceId: wish.service.id, startsAt: sent(wish.at), source, reason }, repeat.wish);
  };
  return (
    <Form onSubmit={submit} label={t('book.form')}>
      {isChoosing || wish.at === null ? <WhenFields ground={ground} wish={wish} /> : <ChosenTime ground={ground} wish={wish} at={wish.at} onOther={() => setIsChoosing(true)} />}
      <RepeatFields repeat={repeat} />
      <ServiceField wish={wish} />
      <SourceField key={wish.at === null ? '' : String(isSoon(wish.at))} usual={wish.at !== null && isSoon(wish.at) ? 'walk_in' : 'phone'} />
      <TextInput label={t('book.reason')} name="reason" maxLength={500} autoComplete="off" />
      <BookingRefusal error={booking.error} repeat={repeat} submitAt={submitAt} onOtherTime={isChoosing ? null : () => setIsChoosing(true)} />
      <Actions>
        <Button ref={submitAt} type="submit" loading={booking.busy} disabled={!isWhole}>
          {repeat.repeats && repeat.dates.length > 0 ? t('repeat.do', { count: repeat.dates.length }) : t('book.do')}
        </Button>
        {patient === null && <p className={classes.dim}>{t('book.first')}</p>}
      </Actions>
    </Form>
  );
}

type BookingRefusalProps = { error: Error | null; repeat: ReturnType<typeof useRepeat>; submitAt: RefObject<HTMLButtonElement | null>; onOtherTime: (() => void) | null };

function BookingRefusal({ error, repeat, submitAt, onOtherTime }: BookingRefusalProps) {
  const sentence = useDiaryRefusal();
  if (error === null) return null;
  const missing = missingIn(error);
  if (missing.length === 0) return <FormNote state="bad">{sentence(error)}</FormNote>;
  return <SeriesRefusal missing={missing} repeat={repeat} onChanged={() => submitAt.current?.focus()} onOtherTime={onOtherTime} />;
}

const isSoon = (at: number): boolean => at < Date.now() + HOUR;

type ChosenTimeProps = { ground: Ground; wish: Wish; at: number; onOther: () => void };

/** The time that was pressed on the board; nothing more needs to be said about it. */
function ChosenTime({ ground, wish, at, onOther }: ChosenTimeProps) {
  const { t } = useTranslation('scheduling/board');
  const { day } = useFormat();
  const times = useTimes(ground.zone);
  return (
    <div className={classes.when}>
      <p>
        <strong className="tabular">{times.full(at)}</strong>
        <span className={classes.dim}>{[day(wish.date, 'long'), ground.doctors.find(({ id }) => id === wish.doctor)?.name].filter(Boolean).join(' · ')}</span>
      </p>
      <Button size="compact-sm" variant="subtle" onClick={onOther}>
        {t('book.otherTime')}
      </Button>
    </div>
  );
}

function WhenFields({ ground, wish }: { ground: Ground; wish: Wish }) {
  const { t } = useTranslation('scheduling/board');
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

/** Once the patient is known Enter books: the usual answers stand there already. */
function useFocusOnceKnown(patientId: string | null) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (patientId !== null) button.current?.focus();
  }, [patientId]);
  return button;
}
