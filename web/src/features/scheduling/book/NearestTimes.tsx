import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { freeDaysQuery, type FreeDay, type FreeTime } from '../api';
import { useLiveAvailability } from '../useLiveAvailability';
import classes from './book.module.css';
import type { Offer } from './OfOffer';
import { keepAgain, type Held } from './heldTime';
import calendar from './calendar.module.css';
import { nearestTo } from './times';
import { TimeButton } from './TimeButton';
import { useBookingRefusal } from './useBookingRefusal';

type Lost = Extract<Held, { state: 'over' | 'taken' | 'refused' }>;
type NearestTimesProps = { offer: Offer; at: string; why: Lost };

const DAYS_AROUND = 13;

/** The time cannot be had, or not any more: why, and what is nearest to it. */
export function NearestTimes({ offer: { doctor, service, clinic }, at, why }: NearestTimesProps) {
  const { t } = useTranslation('scheduling/book');
  const { time } = useFormat();
  const navigate = useNavigate();
  const zone = clinic.time_zone;
  const [from] = useState(() => [dayIn(new Date().toISOString(), zone), dayIn(at, zone)].toSorted().at(-1) ?? dayIn(at, zone));
  const range = { from, until: addDays(from, DAYS_AROUND) };
  const free = useLiveAvailability(freeDaysQuery({ doctorId: doctor.id, serviceId: service.id, ...range }), {
    placesOf: () => [`${clinic.id}/${doctor.id}`],
    ...range,
  });
  const pick = (chosen: FreeTime) =>
    navigate({
      to: '/doctors/$doctorId/book',
      params: { doctorId: doctor.id },
      search: { at: chosen.starts_at, service: service.id },
      replace: true,
    });
  return (
    <LostPanel key={why.state} why={why}>
      {why.state === 'over' && isFree(at, free.data ?? []) && (
        <Button onClick={keepAgain}>{t('lost.again', { time: time(at, zone) })}</Button>
      )}
      {free.data === undefined ? <RowsLoading rows={1} /> : <Others days={free.data} at={at} zone={zone} onPick={pick} />}
      <Link to="/doctors/$doctorId" params={{ doctorId: doctor.id }} hash="times" className={classes.change}>
        {t('lost.all')}
      </Link>
    </LostPanel>
  );
}

function Others({ days, at, zone, onPick }: { days: FreeDay[]; at: string; zone: string; onPick: (time: FreeTime) => void }) {
  const { t } = useTranslation('scheduling/book');
  const near = nearestTo(at, days).filter(({ starts_at: one }) => Date.parse(one) !== Date.parse(at));
  if (near.length === 0) return <p>{t('lost.none')}</p>;
  return (
    <div>
      <p className={classes.strong}>{t('lost.nearest')}</p>
      <div className={`${calendar.times} ${classes.near}`}>
        {near.map((one) => (
          <TimeButton key={one.starts_at} time={one} zone={zone} onPick={onPick} withDay />
        ))}
      </div>
    </div>
  );
}

const isFree = (at: string, days: FreeDay[]): boolean =>
  days.some(({ times }) => times.some((time) => Date.parse(time.starts_at) === Date.parse(at)));

function LostPanel({ why, children }: { why: Lost; children: ReactNode }) {
  const { t } = useTranslation('scheduling/book');
  const sentence = useBookingRefusal();
  const heading = useRef<HTMLHeadingElement>(null);
  // What one was about to do is gone from under the finger, so that the eye is led to what there is instead.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={classes.lost}>
      <div role="alert">
        <h2 ref={heading} tabIndex={-1} className={classes.lostTitle}>
          {t(`lost.${why.state}.title`)}
        </h2>
        <p>{why.state === 'refused' ? sentence(why.error) : t(`lost.${why.state}.text`)}</p>
      </div>
      {children}
    </section>
  );
}
