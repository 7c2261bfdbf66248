import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';

export const ACTIONS = [
  'accepted', 'approved', 'asked', 'began', 'changed', 'confirmed', 'deactivated', 'ended', 'made', 'offered', 'opened', 'read',
  'reactivated', 'refused', 'registered', 'rehashed', 'removed', 'revoked', 'signed_in', 'took_on', 'used', 'waiting', 'withdrew',
] as const;

export const ENTITIES = [
  'account', 'clinic', 'closure', 'code', 'device', 'invitation', 'password', 'patient', 'practitioner', 'recovery_code',
  'second_factor', 'service', 'session', 'sign_in',
] as const;

/** The names of deeds and things in the reader's language; one that is newer than these screens is shown as words. */
export function useDeeds() {
  const { t } = useTranslation('audit');
  const actionText = useCallback(
    (code: string) => {
      const known = ACTIONS.find((one) => one === code);
      return known === undefined ? humanised(code) : t(`action.${known}`);
    },
    [t],
  );
  const entityText = useCallback(
    (code: string) => {
      const known = ENTITIES.find((one) => one === code);
      return known === undefined ? humanised(code) : t(`entity.${known}`);
    },
    [t],
  );
  return { actionText, entityText };
}
