import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/session/useSession';
import { EmptyState } from '@/ui/parts/EmptyState';
import { PersonIcon } from '@/ui/parts/icons';

/** An area that is open to who has signed in and has nothing to show: it says whose it is. */
export function QuietArea({ area }: { area: 'board' }) {
  const { t } = useTranslation('app');
  const me = useMe();
  return (
    <EmptyState
      icon={PersonIcon}
      title={t(`area.${area}.title`)}
      wholePage
      actions={
        <>
          <Button component={Link} to="/profile" variant="light">
            {t('person.profile')}
          </Button>
          <Button component={Link} to="/" variant="subtle">
            {t('findDoctor')}
          </Button>
        </>
      }
    >
      <title>{t('area.documentTitle', { area: t(`area.${area}.title`) })}</title>
      <p>{t('area.signedInAs', { name: me.name || (me.phone ?? me.email) })}</p>
      <p>{t(`area.${area}.text`)}</p>
    </EmptyState>
  );
}
