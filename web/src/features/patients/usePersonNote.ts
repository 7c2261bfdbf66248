import { useTranslation } from 'react-i18next';
import type { Patient } from './api';

/** "My child · 7 years · female": what tells the people of one family apart. */
export function usePersonNote(): (person: Pick<Patient, 'relation' | 'age' | 'sex'>) => string {
  const { t } = useTranslation('patients');
  return ({ relation, age, sex }) =>
    [t(`relation.${relation}`), t('age', { count: age }), sex === 'not_stated' ? '' : t(`sex.${sex}`)]
      .filter(Boolean)
      .join(' · ');
}
