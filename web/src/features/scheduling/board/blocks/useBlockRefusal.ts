import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useDiaryRefusal } from '../useDiaryRefusal';

/** What was wrong with a stretch, by its pointer and code as the server writes them. */
const FIELDS = { '/from_at outside_hours': 'noPage', '/until_at order': 'order', '/until_at past': 'past', '/until_at range': 'oneDay' } as const;

const isField = (key: string): key is keyof typeof FIELDS => Object.hasOwn(FIELDS, key);

/** Why a stretch was not taken out, or not given back. */
export function useBlockRefusal(): (error: Error) => string {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      if (error.slug === 'slot-taken') return t('block.taken');
      if (error.slug === 'not-found') return t('block.gone');
      const fault = error.errors[0];
      const field = fault === undefined ? '' : `${fault.pointer} ${fault.code}`;
      return isField(field) ? t(`block.${FIELDS[field]}`) : sentence(error);
    },
    [t, sentence],
  );
}
