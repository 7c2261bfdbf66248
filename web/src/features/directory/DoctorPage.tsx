import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { BackIcon } from '@/ui/parts/icons';
import { Initials } from '@/ui/parts/Initials';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { StateBadge } from '@/ui/parts/StateBadge';
import { doctorQuery, type Practitioner } from './api';
import { DoctorFacts } from './DoctorFacts';
import { DoctorReviews } from './DoctorReviews';
import { DoctorServices } from './DoctorServices';
import classes from './profile.module.css';
import { RatingText } from './RatingText';
import { useSpeciality } from './useSpeciality';
import { VisitPanel } from './VisitPanel';
import { PageLoading } from './skeletons';

type DoctorPageProps = { /** When this doctor can be seen; it stands before all that is told about them. */ renderTimes?: (doctor: Practitioner) => ReactNode };

export function DoctorPage({ renderTimes }: DoctorPageProps) {
  const { doctorId } = useParams({ from: '/doctors/$doctorId' });
  const doctor = useQuery(doctorQuery(doctorId));
  return <Answered query={doctor} loading={<PageLoading />} wholePage>{(data) => <Doctor doctor={data} times={renderTimes?.(data)} />}</Answered>;
}

function Doctor({ doctor, times }: { doctor: Practitioner; times: ReactNode }) {
  const { t } = useTranslation('directory');
  return (
    <>
      <title>{t('doctor.documentTitle', { name: doctor.name })}</title>
      <DoctorHeader doctor={doctor} />
      <div className={classes.columns}>
        <div className={`${classes.main} ${classes.folded}`}>
          <div className={classes.first}>{times}</div>
          <Panel title={t('doctor.about')}>
            {doctor.bio !== '' && <p className={classes.prose}>{doctor.bio}</p>}
            <DoctorFacts doctor={doctor} />
          </Panel>
          <DoctorServices doctor={doctor} />
          <DoctorReviews doctor={doctor} />
        </div>
        <VisitPanel doctor={doctor} />
      </div>
    </>
  );
}

function DoctorHeader({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const { list } = useFormat();
  const speciality = useSpeciality();
  return (
    <PageHeader
      before={
        <Link to="/" className={classes.back}>
          <BackIcon size={18} />
          {t('doctor.back')}
        </Link>
      }
      figure={<Initials name={doctor.name} size="lg" />}
      title={doctor.name}
      lead={list(doctor.specialities.map(speciality))}
    >
      <p className={classes.qualifications}>{doctor.qualifications}</p>
      <div className={classes.standing}>
        {doctor.rating !== null && <RatingText rating={doctor.rating} />}
        {doctor.state === 'inactive' && <StateBadge state="warn">{t('doctor.inactive')}</StateBadge>}
      </div>
    </PageHeader>
  );
}
