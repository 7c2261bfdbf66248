import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { Initials } from '@/ui/parts/Initials';
import type { Appointment } from '../api';
import { AddToCalendar } from './AddToCalendar';
import { DirectionsLink } from './DirectionsLink';
import classes from './mine.module.css';
import { useAbout } from './useAbout';
import { isHere } from '../queue/near';
import { QueuePlace } from '../queue/QueuePlace';
import { useMinute } from '../useMinute';

/** The visit that comes next: when, with whom, for whom, where; readable at arm's length. */
export function NextVisit({ visit }: { visit: Appointment }) {
  const { t } = useTranslation('scheduling/mine');
  const { time, day, fromNow } = useFormat();
  const now = useMinute();
  const about = useAbout(visit);
  const { zone, clinic } = about;
  return (
    <>
      <section className={classes.next} aria-labelledby="next-visit">
        <p className={classes.soon}>{isHere(visit) ? t('next.now') : t('next.soon', { when: fromNow(visit.starts_at, now, zone) })}</p>
        <h2 id="next-visit" className={`${classes.nextWhen} tabular`}>
          <span>{day(dayIn(visit.starts_at, zone), 'long')}</span> <strong>{time(visit.starts_at, zone)}</strong>
        </h2>
        <div className={classes.nextWho}>
          <Initials name={about.doctor} size="sm" />
          <p>
            <span className={classes.strong}>{about.doctor}</span>
            <span className={classes.small}>{[about.service, about.patient === '' ? '' : t('for', { name: about.patient })].filter(Boolean).join(' · ')}</span>
          </p>
        </div>
        <p className={classes.small}>{visit.mode === 'video' ? t('byVideo') : clinic && `${clinic.name}, ${clinic.address.line1}, ${clinic.address.city}`}</p>
        <div className={classes.actions}>
          <Button component={Link} to={`/me/visits/${visit.id}`}>
            {t('next.open')}
          </Button>
          {visit.mode === 'in_person' && clinic !== undefined && <DirectionsLink clinic={clinic} />}
          <AddToCalendar visit={visit} about={about} />
        </div>
      </section>
      <QueuePlace visit={visit} zone={zone} />
    </>
  );
}
