import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = ['waits_already', 'wait_over', 'offer_over', 'slot_taken', 'too_many_upcoming', 'not_bookable'] as const;

/** Why one cannot wait, or cannot have a time that was offered, and what to do next. */
export function useWaitRefusal(): (error: Error) => string {
  const { t } = useTranslation('scheduling/wait');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      if (error.status === 0) return t('refusal.unreachable');
      const slug = SPOKEN.find((one) => one === error.slug.replaceAll('-', '_'));
      if (slug !== undefined) return t(`refusal.${slug}`);
      return error.errors[0]?.pointer.startsWith('/suiting') === true ? t('refusal.suiting') : sentence(error);
    },
    [t, sentence],
  );
}
