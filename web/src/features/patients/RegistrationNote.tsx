import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { FormNote } from '@/ui/parts/FormNote';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

const SPOKEN = ['clinic_inactive', 'family_full'] as const;
const FIELDS = ['birth', 'name'] as const;

/** Why nobody was registered, in the reader's words: what is wrong, and what to do next. */
export function RegistrationNote({ error }: { error: Error | null }) {
  const { t } = useTranslation('patients');
  const sentence = useRefusalSentence();
  if (error === null) return null;
  const slug = error instanceof Refusal ? error.slug.replaceAll('-', '_') : '';
  const pointer = error instanceof Refusal ? (error.errors[0]?.pointer ?? '') : '';
  const spoken = SPOKEN.find((one) => one === slug);
  const field = FIELDS.find((one) => pointer.startsWith(`/${one}`));
  const text = spoken !== undefined ? t(`refusal.${spoken}`) : field !== undefined ? t(`field.${field}`) : sentence(error);
  return <FormNote state="bad">{text}</FormNote>;
}
