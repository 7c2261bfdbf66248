import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import type { Appointment } from '../api';
import classes from './mine.module.css';
import { useAbout } from './useAbout';
import { VisitState } from './VisitState';

/** One visit in a list: its day as a leaf of a calendar, then with whom and for whom. */
export function VisitRow({ visit }: { visit: Appointment }) {
  const { t } = useTranslation('scheduling/mine');
  const { time, day } = useFormat();
  const about = useAbout(visit);
  const on = dayIn(visit.starts_at, about.zone);
  return (
    <li className={classes.row}>
      <span className={`${classes.leaf} tabular`} aria-hidden="true">
        <span>{day(on, 'weekday')}</span>
        <strong>{day(on, 'number')}</strong>
        <span>{day(on, 'monthShort')}</span>
      </span>
      <div className={classes.rowWhat}>
        <Link to="/me/visits/$visitId" params={{ visitId: visit.id }} search={{}} className={classes.rowLink}>
          <span className="tabular">{time(visit.starts_at, about.zone)}</span> · {about.doctor}
          <span className={classes.spoken}>, {day(on, 'long')}</span>
        </Link>
        <p className={classes.small}>{[about.service, about.patient === '' ? '' : t('for', { name: about.patient })].filter(Boolean).join(' · ')}</p>
      </div>
      <VisitState visit={visit} />
    </li>
  );
}
