import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = ['device_proof_invalid', 'not_found', 'setup_code_wrong'] as const;

/** Why the set-up was refused: at a field where it is one, else in a sentence. */
export function useSetupRefusal(): (error: Error) => string {
  const { t } = useTranslation('founding');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      const slug = SPOKEN.find((one) => one === error.slug.replaceAll('-', '_'));
      if (slug !== undefined) return t(`refusal.${slug}`);
      const fault = error.errors[0];
      if (fault === undefined) return sentence(error);
      if (fault.pointer !== '/password') return t('lookAgain');
      return t(fault.code === 'length' ? 'passwordShort' : 'passwordCommon');
    },
    [t, sentence],
  );
}
