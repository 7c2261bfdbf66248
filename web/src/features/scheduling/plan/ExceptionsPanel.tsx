import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { todayIn } from '@/lib/format/dates';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { dayAfter, instantOf, isDay, minutesOf, sent, wallOf } from '../zones';
import classes from './plan.module.css';
import { addException, exceptionsKey, exceptionsQuery, withdrawException, type DiaryException, type NewException } from './planApi';
import { useDeed } from './useDeed';
import { usePlanRefusal } from './usePlanRefusal';

type ExceptionsPanelProps = { diaryId: string; zone: string; onPlanned: () => Promise<void> };

/** How single days differ from the week: leave takes time out, extra time puts some in. */
export function ExceptionsPanel({ diaryId, zone, onPlanned }: ExceptionsPanelProps) {
  const { t } = useTranslation('scheduling/plan');
  const queries = useQueryClient();
  const exceptions = useQuery(exceptionsQuery(diaryId));
  const [count, setCount] = useState(0);
  const onDone = async () => {
    setCount((before) => before + 1);
    await queries.invalidateQueries({ queryKey: exceptionsKey(diaryId) });
    await onPlanned();
  };
  return (
    <Panel title={t('exceptions.title')} note={t('exceptions.note')}>
      <NewExceptionForm key={count} diaryId={diaryId} zone={zone} onDone={onDone} />
      <Answered query={exceptions} loading={<RowsLoading />}>
        {(found) => (
          <ul className={classes.rows}>
            {found.map((exception) => (
              <ExceptionRow key={exception.id} exception={exception} zone={zone} onDone={onDone} />
            ))}
          </ul>
        )}
      </Answered>
    </Panel>
  );
}

function ExceptionRow({ exception, zone, onDone }: { exception: DiaryException; zone: string; onDone: () => Promise<void> }) {
  const { t } = useTranslation('scheduling/plan');
  const { day, time } = useFormat();
  const sentence = usePlanRefusal();
  const [from, until] = [wallOf(Date.parse(exception.from_at), zone), wallOf(Date.parse(exception.until_at) - 1, zone)];
  const isWholeDays = from.minutes === 0 && until.minutes === 24 * 60 - 1;
  const days = from.day === until.day ? day(from.day, 'long') : `${day(from.day, 'long')} – ${day(until.day, 'long')}`;
  const clock = isWholeDays ? '' : `${time(exception.from_at, zone)} – ${time(exception.until_at, zone)}`;
  return (
    <li className={classes.row}>
      <p>
        <strong>{t(`exceptions.${exception.kind}`)}</strong>
        <span className="tabular">{[days, clock].filter(Boolean).join(', ')}</span>
        {exception.reason !== '' && <span className={classes.dim}>{exception.reason}</span>}
      </p>
      <ConfirmButton label={t('exceptions.withdraw')} question={t('exceptions.withdrawQuestion')} text={days} work={() => withdrawException(exception.id)} onDone={() => void onDone()} sentenceOf={sentence} />
    </li>
  );
}

/** Leave is mostly for whole days, extra time for some hours; both may have their times. */
function readException(said: (name: string) => string, kind: 'leave' | 'extra', isWhole: boolean, zone: string): NewException | null {
  const from = said('from_on');
  const until = isDay(said('until_on')) ? said('until_on') : from;
  const fromMinutes = isWhole ? 0 : minutesOf(said('from_time'));
  const untilMinutes = isWhole ? 24 * 60 : minutesOf(said('until_time'));
  if (!isDay(from) || fromMinutes === null || untilMinutes === null) return null;
  const end = isWhole ? endOfDay(until, zone) : instantOf(until, untilMinutes, zone);
  return { kind, from_at: sent(instantOf(from, fromMinutes, zone)), until_at: sent(end), reason: said('reason').trim(), slot_minutes: 15, seats: 1, modes: ['in_person'], place: '' };
}

const endOfDay = (day: string, zone: string): number => instantOf(dayAfter(day, 1), 0, zone);

function NewExceptionForm({ diaryId, zone, onDone }: { diaryId: string; zone: string; onDone: () => Promise<void> }) {
  const { t } = useTranslation('scheduling/plan');
  const sentence = usePlanRefusal();
  const [kind, setKind] = useState<'leave' | 'extra'>('leave');
  const [isWhole, setIsWhole] = useState(true);
  const [isMissing, setIsMissing] = useState(false);
  const { busy, error, run } = useDeed();
  const whole = kind === 'leave' && isWhole;
  const submit = async (said: (name: string) => string) => {
    const wish = readException(said, kind, whole, zone);
    setIsMissing(wish === null);
    if (wish !== null && (await run(() => addException(diaryId, wish)))) await onDone();
  };
  return (
    <Form onSubmit={(said) => void submit(said)} label={t('exceptions.add')}>
      <div className={classes.line}>
        <NativeSelect label={t('exceptions.kind')} value={kind} onChange={(event) => setKind(event.currentTarget.value === 'extra' ? 'extra' : 'leave')} data={(['leave', 'extra'] as const).map((value) => ({ value, label: t(`exceptions.${value}`) }))} />
        <ExceptionTimes zone={zone} isWhole={whole} hasUntil={kind === 'leave'} />
        <TextInput label={t('exceptions.reason')} name="reason" maxLength={200} autoComplete="off" />
      </div>
      {kind === 'leave' && (
        <label className={classes.check}>
          <input type="checkbox" checked={isWhole} onChange={(event) => setIsWhole(event.currentTarget.checked)} />
          {t('exceptions.whole')}
        </label>
      )}
      {isMissing && <FormNote state="bad">{t('refusal.required')}</FormNote>}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button type="submit" size="sm" loading={busy}>
          {t('exceptions.add')}
        </Button>
      </Actions>
    </Form>
  );
}

function ExceptionTimes({ zone, isWhole, hasUntil }: { zone: string; isWhole: boolean; hasUntil: boolean }) {
  const { t } = useTranslation('scheduling/plan');
  const [today] = useState(() => todayIn(zone, new Date()));
  return (
    <>
      <TextInput label={t('exceptions.from')} name="from_on" type="date" min={today} required withAsterisk={false} />
      {hasUntil && <TextInput label={t('exceptions.until')} name="until_on" type="date" min={today} />}
      {!isWhole && (
        <>
          <TextInput label={t('window.from')} name="from_time" type="time" defaultValue="09:00" />
          <TextInput label={t('window.until')} name="until_time" type="time" defaultValue="13:00" />
        </>
      )}
    </>
  );
}
