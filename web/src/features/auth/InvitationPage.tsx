import { Button } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '@/ui/parts/Form';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { acceptInvitation } from './api';
import { AttemptNote } from './AttemptNote';
import { PasswordField } from './PasswordField';
import { SubmitButton } from './SubmitButton';
import { useAttempt } from './useAttempt';

/** The link's secret stands behind the #, where no server and no log ever sees it. */
const useToken = () => useRouterState({ select: (state) => state.location.hash });

export function InvitationPage() {
  const { t } = useTranslation('auth');
  const token = useToken();
  const [isSet, setIsSet] = useState(false);
  const { busy, error, waitS, run } = useAttempt();
  const [differs, setDiffers] = useState(false);
  const submit = (said: (name: string) => string) => {
    const password = said('password');
    setDiffers(password !== said('again'));
    if (password !== '' && password === said('again')) void run(() => acceptInvitation(token, password), () => setIsSet(true));
  };
  if (token === '') return <LinkBroken />;
  if (isSet) return <PasswordSet />;
  return (
    <NarrowPage title={t('invitation.title')} lead={t('invitation.lead')}>
      <title>{t('invitation.documentTitle')}</title>
      <Form onSubmit={submit}>
        <PasswordField label={t('password.new')} description={t('password.hint')} isNew />
        <PasswordField label={t('password.again')} name="again" isNew error={differs ? t('password.differs') : undefined} />
        <AttemptNote error={error} waits={waitS > 0} />
        <SubmitButton busy={busy} waitS={waitS}>
          {t('invitation.submit')}
        </SubmitButton>
      </Form>
    </NarrowPage>
  );
}

function PasswordSet() {
  const { t } = useTranslation('auth');
  return (
    <NarrowPage title={t('invitation.done.title')} lead={t('invitation.done.lead')}>
      <title>{t('invitation.documentTitle')}</title>
      <Button component={Link} to="/sign-in" fullWidth>
        {t('signIn.submit')}
      </Button>
    </NarrowPage>
  );
}

function LinkBroken() {
  const { t } = useTranslation('auth');
  return (
    <NarrowPage title={t('invitation.broken.title')} lead={t('refusal.invitation_over')}>
      <title>{t('invitation.documentTitle')}</title>
      <Button component={Link} to="/sign-in" variant="light" fullWidth>
        {t('signIn.submit')}
      </Button>
    </NarrowPage>
  );
}
