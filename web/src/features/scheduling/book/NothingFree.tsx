import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { useFormat } from '@/lib/i18n/useFormat';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { freeDaysQuery, type FreeDay } from '../api';
import type { CalendarProps } from './Calendar';
import classes from './calendar.module.css';
import { firstFreeDay, rangeAfter, type Range } from './times';

type NothingFreeProps = Omit<CalendarProps, 'onPick' | 'canWait'> & {
  /** The day on which nothing is free, or none when it is a whole week. */
  day: string | undefined;
  after: string;
  known: FreeDay[];
  range: Range;
  onJump: (day: string) => void;
  /** The way to waiting for a time, where one may. */
  wait: ReactNode;
};

/** An empty day or week is no dead end: it says when the next free day is, or whom to call. */
export function NothingFree({ doctorId, serviceId, clinic, day, after, known, range, onJump, wait }: NothingFreeProps) {
  const { t } = useTranslation('scheduling/book');
  const { day: dayText } = useFormat();
  const near = firstFreeDay(known, after);
  const later = useQuery({ ...freeDaysQuery({ doctorId, serviceId, ...rangeAfter(range) }), enabled: near === undefined });
  const next = near ?? (later.data === undefined ? undefined : firstFreeDay(later.data));
  if (near === undefined && later.isFetching && later.data === undefined) return <RowsLoading rows={1} />;
  return (
    <div className={classes.nothing}>
      <p>{day === undefined ? t('calendar.emptyWeek') : t('calendar.emptyDay', { day: dayText(day, 'long') })}</p>
      {next !== undefined && (
        <Button variant="light" onClick={() => onJump(next.on)}>
          {t('calendar.next', { day: dayText(next.on, 'long') })}
        </Button>
      )}
      {next === undefined && clinic.phone !== undefined && (
        <Button component="a" href={`tel:${clinic.phone}`} variant="light" className="tabular">
          {t('calendar.call', { phone: phoneText(clinic.phone) })}
        </Button>
      )}
      {wait}
    </div>
  );
}
