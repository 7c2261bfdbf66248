import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = [
  'cancellation_too_late',
  'not_bookable',
  'slot_taken',
  'too_early',
  'too_late',
  'too_many_holds',
  'too_many_upcoming',
  'visit_not_so',
] as const;
const CODES = ['grid', 'mode', 'other_clinic', 'outside_hours', 'past'] as const;

/** Why a time cannot be had, in the reader's words, with what to do next. */
export function useBookingRefusal(): (error: Error) => string {
  const { t } = useTranslation('scheduling/book');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      if (error.status === 0) return t('refusal.unreachable');
      const slug = SPOKEN.find((one) => one === error.slug.replaceAll('-', '_'));
      if (slug !== undefined) return t(`refusal.${slug}`);
      const code = CODES.find((one) => one === error.errors[0]?.code);
      return code === undefined ? sentence(error) : t(`refusal.${code}`);
    },
    [t, sentence],
  );
}
