import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import type { FreeTime, NextFree } from '../api';
import { useDayName } from '../useDayName';
import classes from './NextTimes.module.css';

type NextTimesProps = { doctorId: string; name: string; timeZone: string; next: NextFree | undefined; waits: boolean; mode: Mode | undefined };

type Mode = FreeTime['modes'][number];

/** On a doctor's card: when one can be seen next, each time one press away from being booked. */
export function NextTimes({ doctorId, name, timeZone, next, waits, mode }: NextTimesProps) {
  const { t } = useTranslation('scheduling/next');
  const { number } = useFormat();
  if (waits) return <Skeleton className={classes.waiting} height={44} aria-hidden="true" />;
  if (next === undefined) return <AllTimes doctorId={doctorId} label={t('see')} />;
  if (next.times.length === 0) return <p className={classes.none}>{t('none')}</p>;
  return (
    <div className={classes.next} role="group" aria-label={t('label', { name })}>
      {byDay(next.times, timeZone).map(([day, times]) => (
        <DayGroup key={day} day={day} times={times} {...{ doctorId, timeZone, mode }} />
      ))}
      {next.more > 0 && <AllTimes doctorId={doctorId} label={t('more', { count: next.more, number: number(next.more) })} />}
    </div>
  );
}

function byDay(times: FreeTime[], timeZone: string): [string, FreeTime[]][] {
  const days = new Map<string, FreeTime[]>();
  for (const time of times) {
    const day = dayIn(time.starts_at, timeZone);
    days.set(day, [...(days.get(day) ?? []), time]);
  }
  return [...days];
}

type DayGroupProps = Pick<NextTimesProps, 'doctorId' | 'timeZone' | 'mode'> & { day: string; times: FreeTime[] };

function DayGroup({ day, times, doctorId, timeZone, mode }: DayGroupProps) {
  const { time } = useFormat();
  const dayName = useDayName();
  return (
    <div className={classes.group}>
      <span className={classes.day}>{dayName(day, timeZone)}</span>
      {times.map(({ starts_at: at }) => (
        <Link
          key={at}
          to="/doctors/$doctorId/book"
          params={{ doctorId }}
          search={{ at, mode }}
          preload={false}
          className={`${classes.time} tabular`}
        >
          {time(at, timeZone)}
        </Link>
      ))}
    </div>
  );
}

function AllTimes({ doctorId, label }: { doctorId: string; label: string }) {
  return (
    <Link to="/doctors/$doctorId" params={{ doctorId }} hash="times" className={classes.all}>
      {label}
    </Link>
  );
}
