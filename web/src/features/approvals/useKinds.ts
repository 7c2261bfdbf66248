import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { browserName } from '@/lib/format/browser';
import { humanised } from '@/lib/format/words';
import { useFormat } from '@/lib/i18n/useFormat';

const KINDS = ['device'] as const;
const VALUES = ['browser'] as const;

/** The names of kinds and of what they would change; one that is newer than these screens is shown as words. */
export function useKinds() {
  const { t } = useTranslation('approvals');
  const { money } = useFormat();
  const kindText = useCallback(
    (code: string) => {
      const known = KINDS.find((one) => one === code);
      return known === undefined ? humanised(code) : t(`kind.${known}`);
    },
    [t],
  );
  const labelText = useCallback(
    (code: string) => {
      const known = VALUES.find((one) => one === code);
      return known === undefined ? humanised(code.replace(/_paise$/, '')) : t(`value.${known}`);
    },
    [t],
  );
  const valueText = useCallback(
    (code: string, value: unknown) => {
      if (value === null || value === undefined || value === '') return '–';
      if (code === 'browser') return browserName(String(value));
      if (code.endsWith('_paise') && typeof value === 'number') return money(value);
      if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
      return String(value);
    },
    [t, money],
  );
  return { kindText, labelText, valueText };
}
