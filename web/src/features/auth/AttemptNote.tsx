import { useTranslation } from 'react-i18next';
import { FormNote } from '@/ui/parts/FormNote';
import { useAuthRefusal } from './useAuthRefusal';

/** Why a try was refused. The seconds themselves are on the button; a countdown that is read out would never be quiet. */
export function AttemptNote({ error, waits }: { error: Error | null; waits: boolean }) {
  const { t } = useTranslation('auth');
  const textOf = useAuthRefusal();
  if (error === null) return null;
  return <FormNote state={waits ? 'warn' : 'bad'}>{waits ? t('refusal.tooSoon') : textOf(error)}</FormNote>;
}
