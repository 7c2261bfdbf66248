import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';
import { isSpeciality } from './vocabulary';

/** The name of a speciality in the reader's language; a code newer than these screens is shown as words. */
export function useSpeciality(): (code: string) => string {
  const { t } = useTranslation('directory');
  return useCallback((code) => (isSpeciality(code) ? t(`speciality.${code}`) : humanised(code)), [t]);
}
