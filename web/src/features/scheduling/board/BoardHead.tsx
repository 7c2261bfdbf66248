import { ActionIcon, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { BackIcon } from '@/ui/parts/icons';
import { useArrivalFocus } from '@/ui/parts/useArrivalFocus';
import { dayAfter, isDay } from '../zones';
import classes from './bar.module.css';

type DayHeadProps = { date: string; today: string; onDay: (date: string) => void; label: string; figures?: ReactNode; children?: ReactNode };

/** The day as the page's title, and the way to every other day. */
export function DayHead({ date, today, onDay, label, figures, children }: DayHeadProps) {
  const { t } = useTranslation('scheduling/board');
  const { day } = useFormat();
  const heading = useArrivalFocus<HTMLHeadingElement>();
  return (
    <header className={classes.bar}>
      <div className={classes.days}>
        <ActionIcon aria-label={t('day.before')} title={t('day.before')} onClick={() => onDay(dayAfter(date, -1))}>
          <BackIcon />
        </ActionIcon>
        <Button size="sm" variant="default" disabled={date === today} onClick={() => onDay(today)}>
          {t('day.today')}
        </Button>
        <ActionIcon aria-label={t('day.after')} title={t('day.after')} className={classes.forward} onClick={() => onDay(dayAfter(date, 1))}>
          <BackIcon />
        </ActionIcon>
        <label className={classes.dayField}>
          <span className={classes.unseen}>{t('day.choose')}</span>
          <input type="date" value={date} onChange={(event) => isDay(event.currentTarget.value) && onDay(event.currentTarget.value)} />
        </label>
      </div>
      <div className={classes.titles}>
        <div className={classes.where}>
          <span className={figures === undefined ? undefined : classes.place}>{label}</span>
          {figures}
        </div>
        <h1 ref={heading} className={classes.date} tabIndex={-1} data-page-title>
          {day(date, 'long')}
        </h1>
      </div>
      {children !== undefined && <div className={classes.tools}>{children}</div>}
    </header>
  );
}
