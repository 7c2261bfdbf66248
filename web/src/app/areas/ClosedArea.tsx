import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/parts/EmptyState';
import { LockIcon } from '@/ui/parts/icons';

/** An area that belongs to people who have signed in, on an installation where nobody can do so yet. */
export function ClosedArea({ area }: { area: 'me' | 'desk' | 'doctor' | 'admin' | 'board' }) {
  const { t } = useTranslation('app');
  return (
    <EmptyState
      icon={LockIcon}
      title={t(`area.${area}.title`)}
      wholePage
      actions={
        <Button component={Link} to="/" variant="light">
          {t('findDoctor')}
        </Button>
      }
    >
      <title>{t('area.documentTitle', { area: t(`area.${area}.title`) })}</title>
      <p>{t(`area.${area}.text`)}</p>
      <p>{t('area.closed')}</p>
    </EmptyState>
  );
}
