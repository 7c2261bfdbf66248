import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Answered } from '@/ui/parts/Answered';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { clinicsQuery } from './api';

export function ClinicField() {
  const { t } = useTranslation('patients');
  const clinics = useQuery(clinicsQuery);
  return (
    <Answered query={clinics} loading={<RowsLoading />}>
      {(items) => (
        <NativeSelect
          label={t('add.clinic')}
          name="clinic"
          data={items.map(({ id, name, city }) => ({ value: id, label: `${name}, ${city}` }))}
        />
      )}
    </Answered>
  );
}
