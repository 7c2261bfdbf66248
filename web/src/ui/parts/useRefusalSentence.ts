import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { refusalKindOf } from './refusalKind';

/** Any refusal as a sentence, for where it stands beside a button and not in the place of a page. */
export function useRefusalSentence(): (error: Error) => string {
  const { t } = useTranslation('ui');
  return useCallback(
    (error) => {
      const kind = refusalKindOf(error);
      const requestId = error instanceof Refusal ? error.requestId : null;
      const sentence = t(`refusal.${kind}.text`);
      return kind === 'broken' && requestId !== null ? [sentence, t('refusal.requestId', { requestId })].join(' ') : sentence;
    },
    [t],
  );
}
