import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = [
  'approval_decided',
  'approval_lapsed',
  'approval_withdrawn',
  'devices_full',
  'not_allowed',
  'not_found',
  'proof_differs',
] as const;

/** Why a decision did not count, in the reader's words. */
export function useApprovalRefusal(): (error: Error) => string {
  const { t } = useTranslation('approvals');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      const slug = error instanceof Refusal ? SPOKEN.find((one) => one === error.slug.replaceAll('-', '_')) : undefined;
      return slug === undefined ? sentence(error) : t(`refusal.${slug}`);
    },
    [t, sentence],
  );
}
