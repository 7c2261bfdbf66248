import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hold } from './keeping';

/** What a hold covers, in words. */
export function useCovered() {
  const { t } = useTranslation('audit');
  return useCallback(
    ({ patient_id: patientId, record_type: type }: Pick<Hold, 'patient_id' | 'record_type'>, patient: string) => {
      if (patientId === null && type === null) return t('keeping.covers.clinic');
      const records = type === null ? t('keeping.covers.all') : t(`recordType.${type}`);
      return patientId === null ? t('keeping.covers.type', { records }) : t('keeping.covers.patient', { records, patient });
    },
    [t],
  );
}
