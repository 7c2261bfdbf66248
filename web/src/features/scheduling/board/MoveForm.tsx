import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { clockAt, instantOf, isDay, minutesOf, sent, wallOf } from '../zones';
import { MINUTE } from './axis';
import classes from './side.module.css';
import { moveVisit, sheetsQuery, type Move, type Scope } from './boardApi';
import type { Sheet, Visit } from './model';
import { MissingDates } from './series/MissingDates';
import { ScopeChoice } from './series/ScopeChoice';
import { missingIn } from './series/seriesApi';
import { TimeChoice } from './TimeChoice';
import { useDiaryRefusal } from './useDiaryRefusal';

type MoveFormProps = {
  visit: Visit;
  /** Nothing is open any more where it stands, so its own time is no proposal. */
  isStray: boolean;
  following: number;
  zone: string;
  doctors: { id: string; name: string }[];
  onDone: (date: string) => void;
  onCancel: () => void;
};

/** A visit does not stand in its own way. */
const withoutOwn = (sheet: Sheet | undefined, visitId: string): Sheet | undefined =>
  sheet === undefined ? undefined : { ...sheet, entries: sheet.entries.filter(({ appointment_id }) => appointment_id !== visitId) };

const LENGTHS = [5, 10, 15, 20, 30, 45, 60, 90] as const;

/** Another day, doctor, hour or length, each as it is until another is given. */
function useTarget({ visit, isStray, zone }: MoveFormProps) {
  const [from, until] = [Date.parse(visit.starts_at), Date.parse(visit.ends_at)];
  const own = (until - from) / MINUTE;
  const [doctor, setDoctor] = useState(visit.practitioner_id);
  const [date, setDate] = useState(() => wallOf(Math.max(from, Date.now()), zone).day);
  const [time, setTime] = useState(isStray ? '' : clockAt(from, zone));
  const [length, setLength] = useState(own);
  const minutes = minutesOf(time);
  const startsAt = minutes === null ? null : instantOf(date, minutes, zone);
  const isSame = startsAt === from && length === own && doctor === visit.practitioner_id;
  return { doctor, setDoctor, date, setDate, time, setTime, length, setLength, own, startsAt, isSame };
}

/** For a far move, for who does not drag, and for all that follow in a series. */
export function MoveForm(props: MoveFormProps) {
  const { visit, following, zone, doctors, onDone, onCancel } = props;
  const { t } = useTranslation('scheduling/board');
  const target = useTarget(props);
  const [scope, setScope] = useState<Scope>('this');
  const { busy, error, move } = useMoving(visit.id, onDone);
  const sheets = useQuery(sheetsQuery(visit.clinic_id, target.date));
  const submit = (said: (name: string) => string) => {
    const { startsAt, doctor, length, date } = target;
    if (startsAt === null || target.isSame) return;
    void move({ practitionerId: doctor, startsAt: sent(startsAt), endsAt: sent(startsAt + length * MINUTE), reason: said('reason').trim() || null, scope }, date);
  };
  return (
    <Form onSubmit={submit} label={t('move.title')}>
      <h3 className={classes.subtitle}>{t('move.title')}</h3>
      <ScopeChoice legend={t('series.move')} following={following} value={scope} onChange={setScope} />
      <NativeSelect label={t('fact.doctor')} value={target.doctor} onChange={(event) => target.setDoctor(event.currentTarget.value)} data={doctors.map(({ id, name }) => ({ value: id, label: name }))} data-autofocus />
      <div className={classes.pair}>
        <TextInput label={t('fact.day')} type="date" value={target.date} onChange={(event) => isDay(event.currentTarget.value) && target.setDate(event.currentTarget.value)} />
        <LengthField target={target} />
      </div>
      <TimeChoice sheet={withoutOwn(sheets.data?.find(({ diary_id }) => diary_id === target.doctor), visit.id)} isLoading={sheets.isPending} zone={zone} value={target.time} onChange={target.setTime} lengthMinutes={target.length} />
      <TextInput label={t('move.reason')} name="reason" maxLength={200} />
      <MoveRefusal error={error} following={following} isAll={scope === 'from_here'} onOnlyThis={() => setScope('this')} />
      <Actions>
        <Button type="submit" size="sm" loading={busy} disabled={target.startsAt === null || target.isSame}>
          {t('move.do')}
        </Button>
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('back')}
        </Button>
      </Actions>
    </Form>
  );
}

function LengthField({ target }: { target: ReturnType<typeof useTarget> }) {
  const { t } = useTranslation('scheduling/board');
  const lengths = [...new Set([...LENGTHS, target.own])].toSorted((a, b) => a - b);
  return (
    <NativeSelect label={t('fact.length')} value={String(target.length)} onChange={(event) => target.setLength(Number(event.currentTarget.value))} data={lengths.map((minutes) => ({ value: String(minutes), label: t('minutes', { count: minutes }) }))} />
  );
}

/** Of a series all or none are moved; those that are in the way are named, and this one alone may still go. */
function MoveRefusal({ error, following, isAll, onOnlyThis }: { error: Error | null; following: number; isAll: boolean; onOnlyThis: () => void }) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  if (error === null) return null;
  const missing = missingIn(error);
  if (missing.length === 0) return <FormNote state="bad">{sentence(error)}</FormNote>;
  if (!isAll) return null;
  return (
    <MissingDates missing={missing} of={following + 1}>
      <Button size="sm" variant="default" onClick={onOnlyThis}>
        {t('series.scope.this')}
      </Button>
    </MissingDates>
  );
}

function useMoving(visitId: string, onDone: (date: string) => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const move = async (wish: Move, date: string) => {
    setBusy(true);
    setError(null);
    try {
      await moveVisit(visitId, wish);
      onDone(date);
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
      setBusy(false);
    }
  };
  return { busy, error, move };
}
