import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = ['slot_taken', 'not_bookable', 'too_early', 'too_late', 'visit_not_so', 'hold_expired', 'diary_missing', 'clinic_inactive'] as const;

/** What was wrong with one field, by its pointer and code as the server writes them. */
const FIELDS = {
  '/starts_at outside_hours': 'outside_hours',
  '/starts_at past': 'past',
  '/starts_at grid': 'grid',
  '/ends_at order': 'order',
  '/service_id mode': 'mode',
  '/service_id unknown': 'service',
  '/service_id inactive': 'service',
  '/practitioner_id unknown': 'practitioner',
  '/reason required': 'reason',
  '/scope no_series': 'no_series',
} as const;

const isField = (key: string): key is keyof typeof FIELDS => Object.hasOwn(FIELDS, key);

/** Why one date of several cannot be had, by the code of a single booking's refusal. */
const MISSING = [...SPOKEN, 'outside_hours', 'past', 'grid', 'mode'] as const;

export function useWhyMissing(): (code: string) => string {
  const { t } = useTranslation('scheduling/board');
  return (code) => t(`refusal.${MISSING.find((one) => one === code) ?? 'cannot'}`);
}

/** A refusal of the diary in the desk's words: how the world is, and so what to do next. */
export function useDiaryRefusal(): (error: Error) => string {
  const { t } = useTranslation('scheduling/board');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      const slug = SPOKEN.find((one) => one === error.slug.replaceAll('-', '_'));
      if (slug !== undefined) return t(`refusal.${slug}`);
      const fault = error.errors[0];
      const field = fault === undefined ? '' : `${fault.pointer} ${fault.code}`;
      return isField(field) ? t(`refusal.${FIELDS[field]}`) : sentence(error);
    },
    [t, sentence],
  );
}
