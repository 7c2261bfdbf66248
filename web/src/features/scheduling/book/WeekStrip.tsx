import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { BackIcon } from '@/ui/parts/icons';
import type { FreeDay } from '../api';
import classes from './calendar.module.css';

type WeekStripProps = {
  days: FreeDay[];
  /** How many times are free is not known yet. */
  waits: boolean;
  today: string;
  chosen: string | undefined;
  week: number;
  lastWeek: number;
  onTurn: (week: number) => void;
  onChoose: (day: string) => void;
};

/** Seven days from today on, each with how many times are free; a phone shows them all at once. */
export function WeekStrip({ days, waits, today, chosen, week, lastWeek, onTurn, onChoose }: WeekStripProps) {
  const { t } = useTranslation('scheduling/book');
  const { day: dayText } = useFormat();
  const [first, last] = [days[0]?.on ?? today, days[days.length - 1]?.on ?? today];
  return (
    <div>
      <div className={classes.weekHead}>
        <p className={classes.weekName}>
          {dayText(first, 'short')} – {dayText(last, 'short')}
        </p>
        <ActionIcon aria-label={t('calendar.earlier')} disabled={week === 0} onClick={() => onTurn(week - 1)}>
          <BackIcon />
        </ActionIcon>
        <ActionIcon aria-label={t('calendar.later')} disabled={week >= lastWeek} onClick={() => onTurn(week + 1)}>
          <BackIcon className={classes.onward} />
        </ActionIcon>
      </div>
      <div className={classes.strip} role="group" aria-label={t('calendar.days')}>
        {days.map((one) => (
          <DayButton key={one.on} day={one} waits={waits} isToday={one.on === today} isChosen={one.on === chosen} onChoose={onChoose} />
        ))}
      </div>
    </div>
  );
}

type DayButtonProps = { day: FreeDay; waits: boolean; isToday: boolean; isChosen: boolean; onChoose: (day: string) => void };

function DayButton({ day, waits, isToday, isChosen, onChoose }: DayButtonProps) {
  const { t } = useTranslation('scheduling/book');
  const { day: dayText, number } = useFormat();
  const free = day.times.length;
  const known = free === 0 ? t('calendar.noTimes') : t('calendar.times', { count: free, number: number(free) });
  return (
    <button
      type="button"
      className={classes.day}
      aria-pressed={isChosen}
      data-empty={(free === 0 && !waits) || undefined}
      onClick={() => onChoose(day.on)}
    >
      <span className={classes.spoken}>{waits ? dayText(day.on, 'long') : `${dayText(day.on, 'long')}, ${known}`}</span>
      <span className={classes.leaf} aria-hidden="true">
        <span className={classes.weekday}>{isToday ? t('calendar.today') : dayText(day.on, 'weekday')}</span>
        <span className={`${classes.date} tabular`}>{dayText(day.on, 'number')}</span>
        <span className={`${classes.count} tabular`}>
          {waits && '\u00a0'}
          {!waits && free === 0 && '–'}
          {free > 0 && <span className={classes.countWide}>{t('calendar.free', { number: number(free) })}</span>}
          {free > 0 && <span className={classes.countNarrow}>{number(free)}</span>}
        </span>
      </span>
    </button>
  );
}
