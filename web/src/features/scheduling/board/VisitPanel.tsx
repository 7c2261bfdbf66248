import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { useFormat } from '@/lib/i18n/useFormat';
import { FormNote } from '@/ui/parts/FormNote';
import { Initials } from '@/ui/parts/Initials';
import { wallOf } from '../zones';
import classes from './side.module.css';
import { visitQuery } from './boardApi';
import { isMovable, type Appointment, type Visit } from './model';
import { MoveForm } from './MoveForm';
import { SeriesBadge, SeriesList } from './series/SeriesPart';
import { useSeries } from './series/useSeries';
import { SidePanel } from './SidePanel';
import { useLookWord } from './useCardWords';
import { useTimes } from './useTimes';
import { VisitActions } from './VisitActions';

type VisitPanelProps = {
  visit: Visit;
  zone: string;
  doctors: { id: string; name: string }[];
  serviceName: (id: string) => string;
  startMoving: boolean;
  onChanged: () => Promise<void>;
  onMoved: (date: string) => void;
  onOpen: (visitId: string, date: string) => void;
  onClose: () => void;
};

/** Everything that the desk does with one visit. */
export function VisitPanel({ visit, zone, doctors, serviceName, startMoving, onChanged, onMoved, onOpen, onClose }: VisitPanelProps) {
  const { t } = useTranslation('scheduling/board');
  const [moving, setMoving] = useState(startMoving);
  const { series, following } = useSeries(visit);
  const name = visit.patient?.name ?? t('noName');
  return (
    <SidePanel title={name} onClose={onClose}>
      <VisitFacts visit={visit} series={series} zone={zone} doctor={doctors.find(({ id }) => id === visit.practitioner_id)?.name ?? ''} service={serviceName(visit.service_id)} />
      {moving && isMovable(visit) ? (
        <MoveForm visit={visit} isStray={startMoving} following={following.length} zone={zone} doctors={doctors} onDone={onMoved} onCancel={() => setMoving(false)} />
      ) : (
        <VisitActions visit={visit} following={following.length} zone={zone} onChanged={onChanged} onMove={() => setMoving(true)} onClose={onClose} />
      )}
      {series.length > 0 && <SeriesList visit={visit} series={series} zone={zone} onOpen={onOpen} />}
      <History visit={visit} zone={zone} />
    </SidePanel>
  );
}

function Who({ visit: { patient, state } }: { visit: Visit }) {
  const word = useLookWord();
  const phone = patient?.phone ?? null;
  return (
    <div className={classes.who}>
      <Initials name={patient?.name ?? '?'} size="sm" />
      <p>
        {phone !== null && (
          <a href={`tel:${phone}`} className="tabular">
            {phoneText(phone)}
          </a>
        )}
        <span className={classes.dim}>{patient?.mrn}</span>
      </p>
      <span className={classes.stateWord} data-look={state}>
        {word(state)}
      </span>
    </div>
  );
}

type VisitFactsProps = { visit: Visit; series: Appointment[]; zone: string; doctor: string; service: string };

function VisitFacts({ visit, series, zone, doctor, service }: VisitFactsProps) {
  const { t } = useTranslation('scheduling/board');
  const { day } = useFormat();
  const times = useTimes(zone);
  const [from, until] = [Date.parse(visit.starts_at), Date.parse(visit.ends_at)];
  return (
    <>
      <Who visit={visit} />
      <dl className={classes.facts}>
        <dt>{t('fact.when')}</dt>
        <dd className="tabular">
          <strong>{times.span(from, until)}</strong>
          <br />
          {day(wallOf(from, zone).day, 'long')}
        </dd>
        <dt>{t('fact.doctor')}</dt>
        <dd>{doctor}</dd>
        <dt>{t('fact.service')}</dt>
        <dd>{[service, t(`mode.${visit.mode}`)].filter(Boolean).join(' · ')}</dd>
        {visit.series_id !== null && (
          <>
            <dt>{t('fact.series')}</dt>
            <dd>
              <SeriesBadge visit={visit} series={series} />
            </dd>
          </>
        )}
        <dt>{t('fact.source')}</dt>
        <dd>{t(`source.${visit.source}`)}</dd>
        {visit.reason !== null && (
          <>
            <dt>{t('fact.reason')}</dt>
            <dd>{visit.reason}</dd>
          </>
        )}
      </dl>
      {visit.state === 'requested' && visit.expires_at !== null && <FormNote state="warn">{t('paysUntil', { time: times.full(Date.parse(visit.expires_at)) })}</FormNote>}
    </>
  );
}

const VERBS = ['booked', 'confirmed', 'rescheduled', 'cancelled', 'arrived', 'started', 'completed', 'missed', 'expired'] as const;
const ROLES = ['patient', 'front_desk', 'nurse', 'doctor', 'manager', 'admin', 'system'] as const;

const verbOf = (verb: string) => VERBS.find((one) => one === verb);
const roleOf = (role: string) => ROLES.find((one) => one === role);

/** What has happened to the visit, the latest first. */
function History({ visit, zone }: { visit: Visit; zone: string }) {
  const { t } = useTranslation('scheduling/board');
  const { moment, day } = useFormat();
  const times = useTimes(zone);
  const { data } = useQuery({ ...visitQuery(visit.clinic_id, visit.id), initialData: visit, staleTime: 0 });
  const was = (at: number) => `${day(wallOf(at, zone).day, 'short')}, ${times.full(at)}`;
  return (
    <section className={classes.history} aria-label={t('history.title')}>
      <h3>{t('history.title')}</h3>
      <ol>
        {data.history.toReversed().map((deed) => {
          const [verb, role] = [verbOf(deed.verb), roleOf(deed.by_role)];
          return (
            <li key={`${deed.at}-${deed.verb}`}>
              <strong>{verb === undefined ? deed.verb : t(`history.${verb}`)}</strong>
              <span className={classes.dim}>{[moment(deed.at), role === undefined ? '' : t(`by.${role}`)].filter(Boolean).join(' · ')}</span>
              {deed.was_at !== null && <span className={classes.dim}>{t('history.was', { time: was(Date.parse(deed.was_at)) })}</span>}
              {deed.reason !== null && <span>{deed.reason}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
