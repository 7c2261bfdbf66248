import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { addressLines } from '@/features/directory';
import { phoneText } from '@/lib/format/phone';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { Fact, Facts } from '@/ui/parts/Fact';
import { BackIcon, BuildingIcon, CheckIcon, ClockIcon, PersonIcon, PhoneIcon, PlaceIcon, VideoIcon } from '@/ui/parts/icons';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import type { Appointment } from '../api';
import { AddToCalendar } from './AddToCalendar';
import { isAhead, visitQuery } from './api';
import { ChangeVisit } from './ChangeVisit';
import { DirectionsLink } from './DirectionsLink';
import classes from './mine.module.css';
import { RateVisit } from './RateVisit';
import { useAbout, type About } from './useAbout';
import { useMinute } from '../useMinute';
import { isHere } from '../queue/near';
import { QueuePlace } from '../queue/QueuePlace';
import { VisitState } from './VisitState';

const FROM = '/me/visits/$visitId';

/** One visit with all that one needs on the way to it. */
export function VisitPage() {
  const { visitId } = useParams({ from: FROM });
  const visit = useQuery(visitQuery(visitId));
  return (
    <Answered query={visit} loading={<div className={classes.page}><RowsLoading rows={6} /></div>} wholePage>
      {(data) => <Visit visit={data} />}
    </Answered>
  );
}

function Visit({ visit }: { visit: Appointment }) {
  const { t } = useTranslation('scheduling/mine');
  const about = useAbout(visit);
  const ahead = isAhead(visit);
  return (
    <>
      <title>{t('visit.documentTitle')}</title>
      <VisitHeader visit={visit} about={about} />
      <div className={classes.page}>
        <QueuePlace visit={visit} zone={about.zone} />
        <Panel title={t('visit.facts')}>
          <VisitFacts visit={visit} about={about} />
          {ahead && (
            <div className={classes.actions}>
              <AddToCalendar visit={visit} about={about} />
              {visit.mode === 'in_person' && about.clinic !== undefined && <DirectionsLink clinic={about.clinic} />}
            </div>
          )}
        </Panel>
        {ahead && <Bring mode={visit.mode} />}
        <RateVisit visit={visit} />
        <ChangeVisit visit={visit} about={about} />
      </div>
    </>
  );
}

function VisitHeader({ visit, about }: { visit: Appointment; about: About }) {
  const { t } = useTranslation('scheduling/mine');
  const { booked } = useSearch({ from: FROM });
  const { time, day, fromNow } = useFormat();
  const now = useMinute();
  const isNew = booked === true && visit.state === 'confirmed';
  const when = `${day(dayIn(visit.starts_at, about.zone), 'long')}, ${time(visit.starts_at, about.zone)}`;
  return (
    <PageHeader
      before={
        <Link to="/me" className={classes.back}>
          <BackIcon size={18} />
          {t('visit.back')}
        </Link>
      }
      {...(isNew && { figure: <span className={classes.done}><CheckIcon size={36} /></span> })}
      title={isNew ? t('visit.booked') : when}
      lead={isNew ? when : isAhead(visit) && !isHere(visit) ? t('next.soon', { when: fromNow(visit.starts_at, now, about.zone) }) : about.doctor}
    >
      <div className={classes.badge}>
        <VisitState visit={visit} />
      </div>
    </PageHeader>
  );
}

function VisitFacts({ visit, about }: { visit: Appointment; about: About }) {
  const { t } = useTranslation('scheduling/mine');
  const { clinic } = about;
  return (
    <Facts spoken>
      <Fact icon={PersonIcon} label={t('visit.doctor')}>
        <Link to="/doctors/$doctorId" params={{ doctorId: visit.practitioner_id }} className={classes.link}>
          {about.doctor}
        </Link>
      </Fact>
      <Fact icon={PersonIcon} label={t('visit.patient')}>
        {about.patient}
      </Fact>
      <Fact icon={ClockIcon} label={t('visit.service')}>
        {about.service}
      </Fact>
      <Where visit={visit} clinic={clinic} />
      {clinic !== undefined && (
        <Fact icon={PhoneIcon} label={t('visit.phone')}>
          <a href={`tel:${clinic.phone}`} className={`${classes.link} tabular`}>
            {phoneText(clinic.phone)}
          </a>
        </Fact>
      )}
      {visit.reason !== null && (
        <Fact icon={BuildingIcon} label={t('visit.reason')}>
          {visit.reason}
        </Fact>
      )}
    </Facts>
  );
}

function Where({ visit, clinic }: { visit: Appointment; clinic: About['clinic'] }) {
  const { t } = useTranslation('scheduling/mine');
  if (visit.mode === 'video') {
    return (
      <Fact icon={VideoIcon} label={t('visit.where')}>
        {t('byVideo')}
      </Fact>
    );
  }
  const lines = clinic === undefined ? [] : [clinic.name, ...addressLines(clinic)];
  return (
    <Fact icon={PlaceIcon} label={t('visit.where')}>
      {lines.map((line) => (
        <span key={line} className={classes.line}>
          {line}
        </span>
      ))}
    </Fact>
  );
}

const THINGS = { in_person: ['papers', 'medicines', 'phone', 'early'], video: ['papers', 'medicines', 'quiet'] } as const;

function Bring({ mode }: { mode: Appointment['mode'] }) {
  const { t } = useTranslation('scheduling/mine');
  return (
    <Panel title={t(mode === 'video' ? 'bring.titleVideo' : 'bring.title')}>
      <ul className={classes.things}>
        {THINGS[mode].map((thing) => (
          <li key={thing}>{t(`bring.${thing}`)}</li>
        ))}
      </ul>
    </Panel>
  );
}
