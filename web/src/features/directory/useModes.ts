import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mode } from './vocabulary';

/** How a doctor can be seen, as one phrase. */
export function useModes(): (modes: Mode[]) => string {
  const { t } = useTranslation('directory');
  return useCallback((modes) => (modes.length > 1 ? t('mode.both') : modes.map((mode) => t(`mode.${mode}`)).join()), [t]);
}
