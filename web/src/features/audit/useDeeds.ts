import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';

export const ACTIONS = [
  'accepted', 'approved', 'asked', 'began', 'broke_glass', 'changed', 'confirmed', 'deactivated', 'ended', 'lifted', 'made',
  'offered', 'opened', 'placed', 'reactivated', 'read', 'refused', 'registered', 'rehashed', 'released', 'removed', 'revoked',
  'saw', 'signed_in', 'signed_out', 'took_on', 'used', 'waiting', 'withdrew',
] as const;

export const ENTITIES = [
  'account', 'chart_grant', 'clinic', 'closure', 'code', 'device', 'invitation', 'legal_hold', 'password', 'patient', 'phone',
  'practitioner', 'recovery_code', 'retention_table', 'second_factor', 'service', 'session', 'sign_in',
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
