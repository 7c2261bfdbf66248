import { useTranslation } from 'react-i18next';
import type { Patient } from '../api';

/** "SAH-000123 · 41 · female": what tells two people of one name apart. */
export function usePatientNote(): (person: Pick<Patient, 'mrn' | 'age' | 'sex'>) => string {
  const { t } = useTranslation('patients/desk');
  return ({ mrn, age, sex }) => [mrn, t('age', { count: age }), sex === 'not_stated' ? '' : t(`sex.${sex}`)].filter(Boolean).join(' · ');
}
