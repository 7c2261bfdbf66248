import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { MoonIcon, SunIcon, SunriseIcon } from '@/ui/parts/icons';
import type { FreeDay, FreeTime } from '../api';
import { useDayName } from '../useDayName';
import classes from './calendar.module.css';
import { byPart } from './times';
import { GoneTime, TimeButton } from './TimeButton';
import { useSteady } from './useSteady';

const ICONS = { morning: SunriseIcon, afternoon: SunIcon, evening: MoonIcon };

type DayTimesProps = { day: FreeDay; zone: string; onPick: (time: FreeTime) => void; /** For whom none of these suits. */ after: ReactNode };

/** What is free on one day, by the parts of the day. */
export function DayTimes({ day, zone, onPick, after }: DayTimesProps) {
  const { t } = useTranslation('scheduling/book');
  const { number } = useFormat();
  const dayName = useDayName();
  const { seen, isFree } = useSteady(day.times);
  return (
    <div className={classes.parts}>
      <h3 className={classes.dayName}>{dayName(day.on, zone, 'long')}</h3>
      {byPart(seen, zone).map(([part, times]) => {
        const Icon = ICONS[part];
        return (
          <section key={part} aria-label={t(`part.${part}`)}>
            <h4 className={classes.part}>
              <Icon size={18} />
              {t(`part.${part}`)}
              <span className={`${classes.partCount} tabular`}>{t('calendar.free', { number: number(times.filter(isFree).length) })}</span>
            </h4>
            <div className={classes.times}>
              {times.map((time) =>
                isFree(time) ? (
                  <TimeButton key={time.starts_at} time={time} zone={zone} onPick={onPick} />
                ) : (
                  <GoneTime key={time.starts_at} time={time} zone={zone} />
                ),
              )}
            </div>
          </section>
        );
      })}
      {after}
    </div>
  );
}
