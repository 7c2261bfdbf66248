import { Button } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NarrowPage } from '@/ui/parts/NarrowPage';

/** The link's secret stands behind the #, where no server and no log ever sees it. */
export const useToken = (): string => useRouterState({ select: (state) => state.location.hash });

export function PasswordSet() {
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

export function LinkBroken({ lead }: { lead: string }) {
  const { t } = useTranslation('auth');
  return (
    <NarrowPage title={t('invitation.broken.title')} lead={lead}>
      <title>{t('invitation.documentTitle')}</title>
      <Button component={Link} to="/sign-in" variant="light" fullWidth>
        {t('signIn.submit')}
      </Button>
    </NarrowPage>
  );
}
