import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Answered } from '@/ui/parts/Answered';
import { Money } from '@/ui/parts/Money';
import { clinicQuery, type Practitioner } from './api';
import { ClinicContact } from './ClinicContact';
import classes from './VisitPanel.module.css';
import { RowsLoading } from './skeletons';

/** What a visit costs, where it is, and how to arrange it. */
export function VisitPanel({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const clinic = useQuery(clinicQuery(doctor.clinic_id));
  return (
    <aside className={classes.panel} aria-label={t('doctor.visit')}>
      <p className={classes.fee}>
        <Money paise={doctor.fee_paise} />
        <span className={classes.unit}>{t('doctor.perVisit')}</span>
      </p>
      <h2 className={classes.clinic}>
        <Link to="/clinics/$clinicId" params={{ clinicId: doctor.clinic_id }} className={classes.link}>
          {doctor.clinic.name}
        </Link>
      </h2>
      <Answered query={clinic} loading={<RowsLoading />}>{(data) => <ClinicContact clinic={data} callLabel={t('doctor.call')} />}</Answered>
    </aside>
  );
}
