import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { WarnIcon } from '@/ui/parts/icons';
import type { Visit } from '../board/model';
import { wallOf } from '../zones';
import classes from './plan.module.css';

const MOST = 6;

type StraysNoteProps = { strays: Visit[]; zone: string; /** Whether the reader works with the day board, where visits are moved. */ isMovedHere?: boolean };

/** Planning never drops a visit; those that fit no more stand here, each with the way to where it is moved. */
export function StraysNote({ strays, zone, isMovedHere = true }: StraysNoteProps) {
  const { t } = useTranslation('scheduling/plan');
  const { day, time } = useFormat();
  if (strays.length === 0) return null;
  return (
    <section className={classes.strays} aria-labelledby="plan-strays">
      <h2 id="plan-strays" className={classes.straysTitle}>
        <WarnIcon /> {t('strays.title', { count: strays.length })}
      </h2>
      <ul>
        {strays.slice(0, MOST).map((visit) => {
          const on = wallOf(Date.parse(visit.starts_at), zone).day;
          return (
            <li key={visit.id}>
              {isMovedHere ? (
                <Link to="/desk" search={{ date: on, visit: visit.id }}>
                  {visit.patient?.name ?? t('strays.noName')}
                </Link>
              ) : (
                <strong>{visit.patient?.name ?? t('strays.noName')}</strong>
              )}
              <span className="tabular">
                {day(on, 'long')}, {time(visit.starts_at, zone)}
              </span>
            </li>
          );
        })}
      </ul>
      {strays.length > MOST && <p>{t('strays.more', { count: strays.length - MOST })}</p>}
      {isMovedHere ? (
        <Link to="/desk" className={classes.toBoard}>
          {t('strays.toBoard')}
        </Link>
      ) : (
        <p>{t('strays.byDesk')}</p>
      )}
    </section>
  );
}
