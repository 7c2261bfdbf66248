import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ListRow } from '@/ui/parts/ListRow';
import { Money } from '@/ui/parts/Money';
import { Panel } from '@/ui/parts/Panel';
import { PersonChip } from '@/ui/parts/PersonChip';
import { clinicDoctorsQuery } from './api';
import classes from './ClinicDoctors.module.css';
import { useSpeciality } from './useSpeciality';
import { RowsLoading } from './skeletons';

export function ClinicDoctors({ clinicId }: { clinicId: string }) {
  const { t } = useTranslation('directory');
  const { list } = useFormat();
  const speciality = useSpeciality();
  const doctors = useQuery(clinicDoctorsQuery(clinicId));
  if (doctors.data?.length === 0) return null;
  return (
    <Panel title={t('clinic.doctors')}>
      <Answered query={doctors} loading={<RowsLoading />}>
        {(data) => (
          <ul>
            {data.map((doctor) => (
              <ListRow key={doctor.id} end={<Money paise={doctor.fee_paise} />}>
                <PersonChip
                  name={doctor.name}
                  note={list(doctor.specialities.map(speciality))}
                  label={
                    <Link to="/doctors/$doctorId" params={{ doctorId: doctor.id }} className={classes.link}>
                      {doctor.name}
                    </Link>
                  }
                />
              </ListRow>
            ))}
          </ul>
        )}
      </Answered>
    </Panel>
  );
}
