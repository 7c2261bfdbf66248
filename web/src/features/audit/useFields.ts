import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';
import { useFormat } from '@/lib/i18n/useFormat';

export const FIELDS = [
  '_id', 'account_id', 'appointment_id', 'arrived_at', 'ask_ends_at', 'asked_at', 'bio', 'birth', 'booked_at',
  'browser', 'called_at', 'calls', 'cancelled_by', 'clinic_id', 'decided_at', 'decided_by', 'decision_reason',
  'device_id', 'email', 'ends_at', 'expires_at', 'fee_paise', 'from_on', 'has_password', 'has_second_factor',
  'history', 'ip', 'joined_at', 'kind', 'language', 'languages', 'length_minutes', 'lifted_at', 'lifted_by', 'mode',
  'modes', 'mrn', 'name', 'patient_id', 'phone', 'placed_at', 'placed_by', 'practitioner_id', 'price_paise',
  'qualifications', 'rating', 'reason', 'record_type', 'registered_at', 'registration_number', 'relation', 'role',
  'rows', 'seat', 'seen_at', 'seen_by', 'series_id', 'service_id', 'sex', 'source', 'started_at', 'starts_at',
  'state', 'tax_class', 'token', 'until_on', 'urgency', 'used_at', 'valid_from', 'valid_until', 'version', 'years',
] as const;

const AN_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

type NameOf = (id: string) => string | undefined;

/** The fields of what was changed in the reader's language, and their values as people write them. */
export function useFields(nameOf: NameOf) {
  const { t } = useTranslation('audit');
  const { moment } = useFormat();
  const fieldText = useCallback(
    (code: string) => {
      const known = FIELDS.find((one) => one === code);
      return known === undefined ? humanised(code) : t(`fields.${known}`);
    },
    [t],
  );
  /** A moment by the reader's own clock, a colleague by name; the rest as it would be written down. */
  const valueText = (value: unknown): string => {
    if (value === undefined || value === null || value === '') return '–';
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value !== 'string') return JSON.stringify(value);
    return AN_INSTANT.test(value) ? moment(value) : (nameOf(value) ?? value);
  };
  return { fieldText, valueText };
}
