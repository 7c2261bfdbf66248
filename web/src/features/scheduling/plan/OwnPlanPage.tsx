import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clinicQuery, isUnlinked, ownPractitionerQuery, type Practitioner } from '@/features/directory';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { BackIcon, PersonIcon } from '@/ui/parts/icons';
import { PageHeader } from '@/ui/parts/PageHeader';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { boardKey, straysQuery } from '../board/boardApi';
import { ExceptionsPanel } from './ExceptionsPanel';
import classes from './plan.module.css';
import { StraysNote } from './StraysNote';
import { WeeksPanel } from './WeeksPanel';

/** A doctor's own hours: how the weeks look, when there is leave, and who must be moved because of it. */
export function OwnPlanPage() {
  const { t } = useTranslation('scheduling/plan');
  const own = useQuery(ownPractitionerQuery);
  return (
    <>
      <title>{t('own.documentTitle')}</title>
      <PageHeader
        before={
          <Link to="/doctor" className={classes.back}>
            <BackIcon size={18} />
            {t('own.back')}
          </Link>
        }
        title={t('own.title')}
        lead={t('own.lead')}
      />
      <div className={classes.single}>
        {isUnlinked(own.error) ? (
          <EmptyState icon={PersonIcon} title={t('own.unlinked')}>
            {t('own.unlinkedText')}
          </EmptyState>
        ) : (
          <Answered query={own} loading={<RowsLoading rows={4} />}>
            {(doctor) => <OwnPlan doctor={doctor} />}
          </Answered>
        )}
      </div>
    </>
  );
}

function OwnPlan({ doctor }: { doctor: Practitioner }) {
  const queries = useQueryClient();
  const clinic = useQuery(clinicQuery(doctor.clinic_id));
  const strays = useQuery({ ...straysQuery(doctor.clinic_id), staleTime: 0 });
  const onPlanned = () => queries.invalidateQueries({ queryKey: boardKey(doctor.clinic_id) });
  const ownStrays = (strays.data ?? []).filter(({ practitioner_id }) => practitioner_id === doctor.id);
  return (
    <Answered query={clinic} loading={<RowsLoading rows={4} />}>
      {({ time_zone: zone }) => (
        <>
          <StraysNote strays={ownStrays} zone={zone} isMovedHere={false} />
          <WeeksPanel diary={{ id: doctor.id, name: doctor.name, isRoom: false }} zone={zone} onPlanned={onPlanned} />
          <ExceptionsPanel diaryId={doctor.id} zone={zone} onPlanned={onPlanned} />
        </>
      )}
    </Answered>
  );
}
