import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';

const KNOWN = [
  'general_medicine',
  'paediatrics',
  'dermatology',
  'gynaecology',
  'orthopaedics',
  'cardiology',
  'ent',
  'ophthalmology',
  'psychiatry',
  'dentistry',
  'physiotherapy',
  'diabetology',
  'gastroenterology',
  'neurology',
  'pulmonology',
  'urology',
  'endocrinology',
  'nutrition',
  'ayurveda',
  'homoeopathy',
] as const;
type Known = (typeof KNOWN)[number];

const isKnown = (code: string): code is Known => (KNOWN as readonly string[]).includes(code);

/** The name of a speciality in the reader's language; a code newer than these screens is shown as words. */
export function useSpeciality(): (code: string) => string {
  const { t } = useTranslation('directory');
  return useCallback((code) => (isKnown(code) ? t(`speciality.${code}`) : humanised(code)), [t]);
}
