import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { CopyText } from '@/ui/parts/CopyText';
import { FormNote } from '@/ui/parts/FormNote';
import classes from './pages.module.css';
import type { Invitation } from './staff';

export function InvitationLink({ name, invitation }: { name: string; invitation: Invitation }) {
  const { t } = useTranslation('auth');
  const { moment } = useFormat();
  return (
    <div className={classes.fieldsBelow}>
      <FormNote state="good">{t('invite.ready', { name, until: moment(invitation.ends_at) })}</FormNote>
      <CopyText label={t('invite.link')} text={invitation.link} />
    </div>
  );
}
