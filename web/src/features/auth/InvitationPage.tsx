import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { acceptInvitation } from './api';
import { LinkBroken, PasswordSet, useToken } from './LinkEnds';
import { NewPasswordForm } from './NewPasswordForm';

export function InvitationPage() {
  const { t } = useTranslation('auth');
  const token = useToken();
  const [isSet, setIsSet] = useState(false);
  if (token === '') return <LinkBroken lead={t('refusal.invitation_over')} />;
  if (isSet) return <PasswordSet />;
  return (
    <NarrowPage title={t('invitation.title')} lead={t('invitation.lead')}>
      <title>{t('invitation.documentTitle')}</title>
      <NewPasswordForm set={(password) => acceptInvitation(token, password)} onSet={() => setIsSet(true)} />
    </NarrowPage>
  );
}
