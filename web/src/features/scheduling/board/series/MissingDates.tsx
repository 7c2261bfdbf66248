import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { FormNote } from '@/ui/parts/FormNote';
import { Actions } from '@/ui/parts/Form';
import classes from '../side.module.css';
import { useWhyMissing } from '../useDiaryRefusal';
import type { MissingDate } from './seriesApi';

type MissingDatesProps = { missing: MissingDate[]; of: number; children: ReactNode };

/** Which dates are in the way and why, date by date, and below it how to get on. */
export function MissingDates({ missing, of, children }: MissingDatesProps) {
  const { t } = useTranslation('scheduling/board');
  const { day } = useFormat();
  const why = useWhyMissing();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It grows where one has just pressed, and the ways on must be in sight. What scrolling answers is no clean-up.
    place.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div ref={place} className={classes.missing}>
      <FormNote state="bad">{t('series.missing', { count: missing.length, of })}</FormNote>
      <ul>
        {missing.map((date) => (
          <li key={date.starts_at}>
            <strong className="tabular">{[day(date.on, 'weekday'), day(date.on, 'short')].join(', ')}</strong> {why(date.why)}
          </li>
        ))}
      </ul>
      <Actions>{children}</Actions>
    </div>
  );
}
