import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { instantOf, isDay, minutesOf, sent, wallOf } from '../zones';
import { MINUTE } from './axis';
import classes from './side.module.css';
import { moveVisit, sheetsQuery, type Move } from './boardApi';
import type { Sheet, Visit } from './model';
import { TimeChoice } from './TimeChoice';
import { useDiaryRefusal } from './useDiaryRefusal';

type MoveFormProps = { visit: Visit; zone: string; doctors: { id: string; name: string }[]; onDone: (date: string) => void; onCancel: () => void };

/** A visit does not stand in its own way. */
const withoutOwn = (sheet: Sheet | undefined, visitId: string): Sheet | undefined =>
  sheet === undefined ? undefined : { ...sheet, entries: sheet.entries.filter(({ appointment_id }) => appointment_id !== visitId) };

/** Another day, another doctor, another hour: for a far move, and for who does not drag. */
export function MoveForm({ visit, zone, doctors, onDone, onCancel }: MoveFormProps) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  const length = Date.parse(visit.ends_at) - Date.parse(visit.starts_at);
  const [doctor, setDoctor] = useState(visit.practitioner_id);
  const [date, setDate] = useState(() => wallOf(Math.max(Date.parse(visit.starts_at), Date.now()), zone).day);
  const [time, setTime] = useState('');
  const { busy, error, move } = useMoving(visit.id, onDone);
  const sheets = useQuery(sheetsQuery(visit.clinic_id, date));
  const minutes = minutesOf(time);
  const submit = (said: (name: string) => string) => {
    if (minutes === null) return;
    const startsAt = instantOf(date, minutes, zone);
    void move({ practitionerId: doctor, startsAt: sent(startsAt), endsAt: sent(startsAt + length), reason: said('reason').trim() || null }, date);
  };
  return (
    <Form onSubmit={submit} label={t('move.title')}>
      <h3 className={classes.subtitle}>{t('move.title')}</h3>
      <NativeSelect label={t('fact.doctor')} value={doctor} onChange={(event) => setDoctor(event.currentTarget.value)} data={doctors.map(({ id, name }) => ({ value: id, label: name }))} data-autofocus />
      <TextInput label={t('fact.day')} type="date" value={date} onChange={(event) => isDay(event.currentTarget.value) && setDate(event.currentTarget.value)} />
      <TimeChoice sheet={withoutOwn(sheets.data?.find(({ diary_id }) => diary_id === doctor), visit.id)} isLoading={sheets.isPending} zone={zone} value={time} onChange={setTime} lengthMinutes={length / MINUTE} />
      <TextInput label={t('move.reason')} name="reason" maxLength={200} />
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button type="submit" size="sm" loading={busy} disabled={minutes === null}>
          {t('move.do')}
        </Button>
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('back')}
        </Button>
      </Actions>
    </Form>
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
