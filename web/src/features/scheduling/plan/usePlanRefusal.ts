import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = ['windows_overlap', 'resource_name_taken', 'clinic_inactive', 'closure_overlaps'] as const;
const CODES = ['order', 'range', 'length', 'required', 'past', 'format'] as const;

/** Why a plan was not taken, in the words of who plans. */
export function usePlanRefusal(): (error: Error) => string {
  const { t } = useTranslation('scheduling/plan');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      const slug = SPOKEN.find((one) => one === error.slug.replaceAll('-', '_'));
      if (slug !== undefined) return t(`refusal.${slug}`);
      const code = CODES.find((one) => one === error.errors[0]?.code);
      return code === undefined ? sentence(error) : t(`refusal.${code}`);
    },
    [t, sentence],
  );
}
