import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { EmptyState } from '@/ui/parts/EmptyState';
import { FormNote } from '@/ui/parts/FormNote';
import { ClockIcon } from '@/ui/parts/icons';
import { useMinute } from '../useMinute';
import classes from './queue.module.css';
import { ACTS, callNext, tellDelay, type Queue } from './queueApi';
import { TurnRow } from './TurnRow';
import { useAct, useQueueRefusal } from './useAct';
import { useQueueKeys } from './useQueueKeys';

type QueueLineProps = { queue: Queue; zone: string; renew: () => Promise<void>; hasKeys?: boolean };

const DELAYS = [0, 10, 20, 30, 45, 60, 90];

/** The line of one practitioner: who is inside, who was called, who waits and until when. */
export function QueueLine({ queue, zone, renew, hasKeys = true }: QueueLineProps) {
  const { t } = useTranslation('scheduling/queue');
  const sentence = useQueueRefusal();
  const { busy, error, act } = useAct(renew);
  const here = queue.turns.filter(({ ticket }) => ticket.state !== 'done' && ticket.state !== 'left');
  const line = queue.turns.filter(({ place }) => place !== null);
  const inside = here.find(({ ticket }) => ticket.state === 'in_consultation')?.ticket;
  const called = here.find(({ ticket }) => ticket.state === 'called')?.ticket;
  const next = () => void act('next', () => callNext(queue.practitioner_id, inside?.appointment_id ?? null));
  useQueueKeys(hasKeys && busy === null, {
    n: next,
    i: called && (() => void act(`start ${called.id}`, () => ACTS.start(called.appointment_id))),
    s: called && (() => void act(`skip ${called.id}`, () => ACTS.skip(called.appointment_id))),
    f: inside && (() => void act(`completion ${inside.id}`, () => ACTS.completion(inside.appointment_id))),
  });
  return (
    <div className={classes.line}>
      <div className={classes.bar}>
        <Button size="md" loading={busy === 'next'} disabled={busy !== null || called !== undefined || (line.length === 0 && inside === undefined)} onClick={next} aria-keyshortcuts="n">
          {t(inside === undefined ? 'next' : line.length === 0 ? 'finish' : 'finishAndNext')}
        </Button>
        <Delay queue={queue} zone={zone} onDelay={(minutes) => void act('delay', () => tellDelay(queue.practitioner_id, minutes))} />
        <p className={classes.pace}>{queue.pace_from_visits === 0 ? t('pace.none') : t('pace.now', { percent: queue.pace_percent, count: queue.pace_from_visits })}</p>
      </div>
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      {here.length === 0 ? (
        <EmptyState icon={ClockIcon} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      ) : (
        <ol className={classes.rows} aria-label={t('list')}>
          {here.map((turn) => (
            <TurnRow key={turn.ticket.id} turn={turn} zone={zone} line={line} busy={busy} onAct={act} />
          ))}
        </ol>
      )}
      {hasKeys && <p className={classes.keys}>{t('keys')}</p>}
    </div>
  );
}

function Delay({ queue, zone, onDelay }: { queue: Queue; zone: string; onDelay: (minutes: number) => void }) {
  const { t } = useTranslation('scheduling/queue');
  const { time } = useFormat();
  const now = useMinute().getTime();
  const until = queue.goes_on_at !== null && Date.parse(queue.goes_on_at) > now ? queue.goes_on_at : null;
  return (
    <div className={classes.delay}>
      <NativeSelect
        aria-label={t('delay.label')}
        value={until === null ? '0' : String(queue.delay_minutes)}
        onChange={(event) => onDelay(Number(event.currentTarget.value))}
        data={[...new Set([...DELAYS, until === null ? 0 : queue.delay_minutes])].toSorted((a, b) => a - b).map((minutes) => ({ value: String(minutes), label: minutes === 0 ? t('delay.none') : t('delay.minutes', { count: minutes }) }))}
      />
      {until !== null && <span className={classes.warn}>{t('delay.until', { time: time(until, zone) })}</span>}
    </div>
  );
}
