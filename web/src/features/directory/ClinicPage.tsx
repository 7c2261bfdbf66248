import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { todayIn } from '@/lib/format/dates';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { BackIcon } from '@/ui/parts/icons';
import { ListRow } from '@/ui/parts/ListRow';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { clinicQuery, closuresQuery, servicesQuery, type Clinic } from './api';
import { ClinicContact } from './ClinicContact';
import { ClinicDoctors } from './ClinicDoctors';
import classes from './profile.module.css';
import { ServiceList } from './ServiceList';
import { PageLoading, RowsLoading } from './skeletons';

export function ClinicPage() {
  const { clinicId } = useParams({ from: '/clinics/$clinicId' });
  const clinic = useQuery(clinicQuery(clinicId));
  return <Answered query={clinic} loading={<PageLoading />} wholePage>{(data) => <ClinicProfile clinic={data} />}</Answered>;
}

function ClinicProfile({ clinic }: { clinic: Clinic }) {
  const { t } = useTranslation('directory');
  const { list, language } = useFormat();
  return (
    <>
      <title>{t('clinic.documentTitle', { name: clinic.name })}</title>
      <PageHeader
        before={
          <Link to="/" className={classes.back}>
            <BackIcon size={18} />
            {t('doctor.back')}
          </Link>
        }
        title={clinic.name}
        lead={t('clinic.lead', { city: clinic.address.city, languages: list(clinic.languages.map(language)) })}
      />
      <div className={classes.columns}>
        <div className={classes.main}>
          {clinic.about !== '' && (
            <Panel title={t('clinic.about')}>
              <p className={classes.prose}>{clinic.about}</p>
            </Panel>
          )}
          <ClinicDoctors clinicId={clinic.id} />
          <ClinicServices clinicId={clinic.id} />
        </div>
        <div className={classes.aside}>
          <Panel title={t('clinic.visit')}>
            <ClinicContact clinic={clinic} callLabel={t('clinic.call')} />
          </Panel>
          <ClinicClosures clinic={clinic} />
        </div>
      </div>
    </>
  );
}

function ClinicServices({ clinicId }: { clinicId: string }) {
  const { t } = useTranslation('directory');
  const services = useQuery(servicesQuery(clinicId));
  if (services.data?.length === 0) return null;
  return (
    <Panel title={t('service.title')}>
      <Answered query={services} loading={<RowsLoading />}>{(data) => <ServiceList services={data} />}</Answered>
    </Panel>
  );
}

/** Days off that are still to come; a clinic that is never closed has no such panel. */
function ClinicClosures({ clinic }: { clinic: Clinic }) {
  const { t } = useTranslation('directory');
  const { days } = useFormat();
  const closures = useQuery(closuresQuery(clinic.id));
  const [today] = useState(() => todayIn(clinic.time_zone, new Date()));
  const ahead = closures.data?.filter((closure) => closure.until_on >= today);
  if (ahead === undefined || ahead.length === 0) return null;
  return (
    <Panel title={t('clinic.closures')}>
      <ul>
        {ahead.map((closure) => (
          <ListRow key={closure.id}>
            <p className={`${classes.strong} tabular`}>{days(closure.from_on, closure.until_on)}</p>
            <p className={classes.small}>{closure.reason}</p>
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}
