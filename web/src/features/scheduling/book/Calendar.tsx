import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { daysFrom, dayIn } from '@/lib/format/times';
import { Answered } from '@/ui/parts/Answered';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { freeDaysQuery, termsQuery, type FreeDay, type FreeTime } from '../api';
import { useLiveAvailability } from '../useLiveAvailability';
import classes from './calendar.module.css';
import { DayTimes } from './DayTimes';
import { NothingFree } from './NothingFree';
import { firstFreeDay, WEEK, weekOf } from './times';
import { WaitLink } from '../wait/WaitLink';
import { WeekStrip } from './WeekStrip';
import { ZoneNote } from './ZoneNote';

export type CalendarProps = {
  doctorId: string;
  serviceId: string;
  clinic: { id: string; time_zone: string; phone?: string };
  onPick: (time: FreeTime) => void;
  /** Whether somebody may wait here for another time; who moves a visit has one. */
  canWait?: boolean;
};

/** How far ahead one can look where the clinic has not told us yet. */
const USUAL_HORIZON = 60;

/** The free times of a doctor: a week of days, and the times of the one that is chosen. */
export function Calendar({ doctorId, serviceId, clinic, onPick, canWait = false }: CalendarProps) {
  const { today, week, chosen, turnTo, jumpTo, choose } = useShownWeek(clinic.time_zone);
  const terms = useQuery(termsQuery(clinic.id));
  const { days, range } = weekOf(today, week);
  const free = useLiveAvailability(freeDaysQuery({ doctorId, serviceId, ...range }), {
    placesOf: () => [`${clinic.id}/${doctorId}`],
    ...range,
  });
  const shown = days.map((on): FreeDay => free.data?.find((day) => day.on === on) ?? { on, times: [] });
  const day = shown.find(({ on }) => on === chosen) ?? firstFreeDay(shown);
  const lastWeek = Math.floor((terms.data?.horizon_days ?? USUAL_HORIZON) / WEEK);
  const wait = canWait && <WaitLink doctorId={doctorId} serviceId={serviceId} {...waitFor(day, today, days)} />;
  const empty = { wait, doctorId, serviceId, clinic, range, day: day?.on, after: day?.on ?? today, onJump: jumpTo };
  return (
    <div className={classes.calendar}>
      <WeekStrip
        days={shown}
        waits={free.data === undefined}
        today={today}
        chosen={day?.on}
        week={week}
        lastWeek={lastWeek}
        onTurn={turnTo}
        onChoose={choose}
      />
      <Answered query={free} loading={<RowsLoading rows={4} />}>
        {(known) =>
          day === undefined || day.times.length === 0 ? (
            <NothingFree known={known} {...empty} />
          ) : (
            <DayTimes key={`${serviceId} ${day.on}`} day={day} zone={clinic.time_zone} onPick={onPick} after={wait} />
          )
        }
      </Answered>
      <ZoneNote zone={clinic.time_zone} />
    </div>
  );
}

/** Until the day that is looked at, if something is free there; on that day alone, or in that week, if nothing is. */
function waitFor(day: FreeDay | undefined, today: string, week: string[]) {
  if (day === undefined) return { from: week[0] ?? today, until: week.at(-1) ?? today, isWayOn: true };
  const isEmpty = day.times.length === 0;
  return { from: isEmpty ? day.on : today, until: day.on, isWayOn: isEmpty };
}

/** Which week is looked at and which of its days; without a choice it is the first on which something is free. */
function useShownWeek(timeZone: string) {
  const [today] = useState(() => dayIn(new Date().toISOString(), timeZone));
  const [week, setWeek] = useState(0);
  const [chosen, choose] = useState<string | null>(null);
  const turnTo = (next: number) => {
    setWeek(next);
    choose(null);
  };
  const jumpTo = (day: string) => {
    setWeek(Math.floor(daysFrom(today, day) / WEEK));
    choose(day);
  };
  return { today, week, chosen, choose, turnTo, jumpTo };
}
