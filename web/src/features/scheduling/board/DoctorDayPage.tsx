import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clinicDoctorsQuery, clinicQuery, isUnlinked, ownPractitionerQuery, servicesQuery, type Clinic, type Practitioner } from '@/features/directory';
import { todayIn } from '@/lib/format/dates';
import { useMe } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { FormNote } from '@/ui/parts/FormNote';
import { ClockIcon, PersonIcon } from '@/ui/parts/icons';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import type { DeskAddress } from '../desk';
import { DoctorCalls } from '../queue/DoctorCalls';
import { DayHead } from './BoardHead';
import { DayRow } from './DayRow';
import classes from './doctorDay.module.css';
import { useKept } from './kept';
import type { Visit } from './model';
import { useLiveBoard } from './useLiveBoard';
import { useNow } from './useNow';
import { useTimes } from './useTimes';

type DoctorDayPageProps = { date: string | undefined; onGo: (to: DeskAddress) => void };

/** A doctor's own day: who comes, who waits, and one press for the next step. */
export function DoctorDayPage(props: DoctorDayPageProps) {
  const { t } = useTranslation('scheduling/board');
  const me = useMe();
  const clinic = useQuery(clinicQuery(me.clinic_id ?? ''));
  const doctors = useQuery(clinicDoctorsQuery(me.clinic_id ?? ''));
  return (
    <>
      <title>{t('mine.documentTitle')}</title>
      <Answered query={clinic} wholePage loading={<RowsLoading />}>
        {(found) => (
          <Answered query={doctors} wholePage loading={<RowsLoading />}>
            {(all) => <DayOf clinic={found} doctors={all} {...props} />}
          </Answered>
        )}
      </Answered>
    </>
  );
}

const bare = (name: string): string => name.replace(/^dr\.?\s+/i, '').toLowerCase();

function DayOf({ clinic, doctors, date: said, onGo }: DoctorDayPageProps & { clinic: Clinic; doctors: Practitioner[] }) {
  const { t } = useTranslation('scheduling/board');
  const me = useMe();
  const [kept, keep] = useKept(`doctor-of-${me.id}`);
  const today = todayIn(clinic.time_zone, new Date(useNow(20_000)));
  const date = said ?? today;
  // An account that is linked opens the own day; without a link the same name is the best guess, and a choice is remembered.
  const known = useQuery(ownPractitionerQuery);
  const own = known.data?.id;
  const doctor = doctors.find(({ id }) => id === (own ?? kept)) ?? doctors.find(({ name }) => bare(name) === bare(me.name));
  return (
    <div className={classes.page}>
      <DayHead date={date} today={today} onDay={(day) => onGo({ date: day === today ? undefined : day })} label={t('mine.title')}>
        {own === undefined && <NativeSelect
          aria-label={t('mine.who')}
          value={doctor?.id ?? ''}
          onChange={(event) => keep(event.currentTarget.value || null)}
          data={[...(doctor === undefined ? [{ value: '', label: t('mine.who') }] : []), ...doctors.map(({ id, name }) => ({ value: id, label: name }))]}
        />}
        {own !== undefined && <OwnPages />}
      </DayHead>
      {isUnlinked(known.error) && <div className={classes.unlinked}><FormNote state="warn">{t('mine.unlinked')}</FormNote></div>}
      {doctor === undefined ? (
        <EmptyState icon={PersonIcon} title={t('mine.who')}>
          {t('mine.choose')}
        </EmptyState>
      ) : (
        <>
          {date === today && <DoctorCalls clinicId={clinic.id} zone={clinic.time_zone} today={today} doctorId={doctor.id} />}
          <DayList clinic={clinic} doctorId={doctor.id} date={date} />
        </>
      )}
    </div>
  );
}

/** What else is a doctor's own. */
function OwnPages() {
  const { t } = useTranslation('scheduling/board');
  return (
    <>
      <Button size="sm" variant="default" component={Link} to="/doctor/plan">
        {t('mine.plan')}
      </Button>
      <Button size="sm" variant="default" component={Link} to="/doctor/reviews">
        {t('mine.reviews')}
      </Button>
    </>
  );
}

const shown = (visits: Visit[], doctorId: string): Visit[] =>
  visits
    .filter(({ practitioner_id, state }) => practitioner_id === doctorId && state !== 'cancelled' && state !== 'expired')
    .toSorted((a, b) => a.starts_at.localeCompare(b.starts_at));

function DayList({ clinic, doctorId, date }: { clinic: Clinic; doctorId: string; date: string }) {
  const { t } = useTranslation('scheduling/board');
  const live = useLiveBoard(clinic.id, date);
  const services = useQuery(servicesQuery(clinic.id)).data ?? [];
  const times = useTimes(clinic.time_zone);
  const sessions = live.sheets.data?.find(({ diary_id }) => diary_id === doctorId)?.sessions ?? [];
  const hours = sessions.map(({ from_at, until_at }) => times.span(Date.parse(from_at), Date.parse(until_at))).join(', ');
  return (
    <div className={classes.day}>
      {hours !== '' && <p className={classes.hours}>{t('mine.hours', { hours })}</p>}
      <Answered query={live.visits} loading={<RowsLoading rows={6} />}>
        {(all) => {
          const visits = shown(all, doctorId);
          if (visits.length === 0) {
            return (
              <EmptyState icon={ClockIcon} title={t('mine.none')}>
                {t('mine.noneText')}
              </EmptyState>
            );
          }
          return (
            <ol className={classes.list}>
              {visits.map((visit) => (
                <DayRow key={visit.id} visit={visit} zone={clinic.time_zone} service={services.find(({ id }) => id === visit.service_id)?.name ?? ''} onChanged={live.renew} />
              ))}
            </ol>
          );
        }}
      </Answered>
    </div>
  );
}
