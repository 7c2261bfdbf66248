import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = ['waits_already', 'wait_over', 'offer_over', 'slot_taken', 'not_bookable', 'not_found'] as const;
const FIELDS = { '/starts_at': 'time', '/suiting': 'suiting', '/service_id': 'service', '/practitioner_id': 'service' } as const;

/** A refusal of the waitlist in the desk's words: how it stands, and so what to do. */
export function useWaitlistRefusal(): (error: Error) => string {
  const { t } = useTranslation('scheduling/waitlist');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      const slug = SPOKEN.find((one) => one === error.slug.replaceAll('-', '_'));
      if (slug !== undefined) return t(`refusal.${slug}`);
      const pointer = error.errors[0]?.pointer ?? '';
      const field = Object.entries(FIELDS).find(([start]) => pointer.startsWith(start));
      return field === undefined ? sentence(error) : t(`refusal.${field[1]}`);
    },
    [t, sentence],
  );
}
