import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';

export const ACTIONS = [
  'accepted', 'account_disabled', 'added', 'announced', 'answered', 'approved', 'arrived', 'asked', 'began',
  'blocked', 'booked', 'broke_glass', 'called', 'came_back', 'cancelled', 'changed', 'completed', 'confirmed',
  'corrected', 'deactivated', 'declined', 'delayed', 'device_revoked', 'disabled', 'drew', 'ended', 'ended_elsewhere',
  'expired', 'found_copied', 'founded', 'gave_back', 'gave_number', 'held', 'hid', 'joined', 'lapsed', 'left',
  'let_lapse', 'lifted', 'linked', 'made', 'offered', 'opened', 'password_changed', 'placed', 'planned', 'posted',
  'reactivated', 'read', 'refused', 'registered', 'rehashed', 'released', 'removed', 'replayed', 'rescheduled',
  'restored', 'revoked', 'role_changed', 'saw', 'signed_in', 'signed_out', 'skipped', 'started', 'took_on',
  'took_over', 'unblocked', 'used', 'waiting', 'weighed', 'withdrawn', 'withdrew',
] as const;

export const ENTITIES = [
  'account', 'appointment', 'appointments', 'approval', 'board_key', 'calendar_feed', 'chart_grant', 'clinic',
  'closure', 'code', 'device', 'diary', 'diary_exception', 'installation', 'invitation', 'legal_hold', 'passkey',
  'password', 'password_reset', 'patient', 'phone', 'practitioner', 'queue', 'recovery_code', 'resource',
  'retention_table', 'review', 'reviews', 'second_factor', 'service', 'session', 'setup_code', 'sign_in', 'template', 'terms',
  'ticket', 'time', 'time_block', 'wait',
] as const;

/** Why it came to this, by the codes that are noted; the same code says another thing of another entity. */
const WHY_NO_SIGN_IN = [
  'unknown', 'wrong_password', 'disabled', 'second_factor_missing', 'wrong_second_factor', 'wrong_code', 'wrong_passkey', 'copied_passkey',
] as const;
const WHY_ANOTHER_TURN = ['urgent', 'in_pain', 'elderly', 'child', 'pregnant', 'disabled', 'own_wish', 'our_fault'] as const;

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
  const whyText = useCallback(
    (entity: string, code: string) => {
      if (code === 'given') return t('why.given');
      const signIn = entity === 'sign_in' || entity === 'code' ? WHY_NO_SIGN_IN.find((one) => one === code) : undefined;
      if (signIn !== undefined) return t(`why.signIn.${signIn}`);
      const turn = entity === 'ticket' ? WHY_ANOTHER_TURN.find((one) => one === code) : undefined;
      return turn === undefined ? humanised(code) : t(`why.turn.${turn}`);
    },
    [t],
  );
  return { actionText, entityText, whyText };
}
