import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = [
  'codes_unavailable',
  'device_out',
  'device_proof_invalid',
  'devices_full',
  'email_taken',
  'invalid_credentials',
  'invitation_over',
  'mail_unavailable',
  'number_unreachable',
  'otp_expired',
  'otp_held',
  'otp_invalid',
  'passkey_invalid',
  'passkeys_full',
  'passkeys_unavailable',
  'reset_over',
  'totp_invalid',
  'totp_not_offered',
] as const;

const FIELDS = ['common', 'country', 'format', 'length'] as const;

/** A refusal of these doors in the reader's words: what is wrong, and what to do next. */
export function useAuthRefusal(): (error: Error) => string {
  const { t } = useTranslation('auth');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      const slug = SPOKEN.find((one) => one === error.slug.replaceAll('-', '_'));
      if (slug !== undefined) return t(`refusal.${slug}`);
      const fault = error.errors[0];
      if (fault === undefined) return sentence(error);
      const isPassword = fault.pointer.endsWith('password');
      const code = FIELDS.find((one) => one === fault.code);
      if (code === undefined) return t('field.other');
      return t(isPassword && code === 'length' ? 'field.passwordLength' : `field.${code}`);
    },
    [t, sentence],
  );
}
