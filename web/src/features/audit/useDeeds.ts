import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';

export const ACTIONS = [
  'accepted', 'account_disabled', 'added', 'announced', 'answered', 'approved', 'asked', 'began', 'blocked', 'booked',
  'broke_glass', 'called', 'came_back', 'cancelled', 'changed', 'confirmed', 'corrected', 'deactivated', 'delayed',
  'device_revoked', 'disabled', 'drew', 'ended', 'ended_elsewhere', 'expired', 'found_copied', 'founded', 'gave_back',
  'gave_number', 'held', 'hid', 'joined', 'lapsed', 'lifted', 'linked', 'made', 'offered', 'opened', 'password_changed',
  'placed', 'planned', 'posted', 'reactivated', 'read', 'refused', 'registered', 'rehashed', 'released', 'removed',
  'replayed', 'rescheduled', 'restored', 'revoked', 'role_changed', 'saw', 'signed_in', 'signed_out', 'skipped',
  'took_on', 'took_over', 'unblocked', 'used', 'waiting', 'weighed', 'withdrawn', 'withdrew',
] as const;

export const ENTITIES = [
  'account', 'appointment', 'appointments', 'approval', 'board_key', 'calendar_feed', 'chart_grant', 'clinic',
  'closure', 'code', 'device', 'diary', 'diary_exception', 'installation', 'invitation', 'legal_hold', 'passkey',
  'password', 'password_reset', 'patient', 'phone', 'practitioner', 'queue', 'recovery_code', 'resource',
  'retention_table', 'review', 'reviews', 'second_factor', 'service', 'session', 'setup_code', 'sign_in', 'template', 'terms',
  'ticket', 'time', 'time_block', 'wait',
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
