import { Button, Loader } from '@mantine/core';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { unreachable } from '@/lib/api/refusal';
import { EmptyState } from '@/ui/parts/EmptyState';
import { SearchIcon } from '@/ui/parts/icons';
import { RefusalState } from '@/ui/parts/RefusalState';
import classes from './Shell.module.css';

export function NotFoundPage() {
  const { t } = useTranslation('app');
  return (
    <EmptyState
      icon={SearchIcon}
      title={t('notFound.title')}
      wholePage
      actions={
        <Button component={Link} to="/">
          {t('findDoctor')}
        </Button>
      }
    >
      <title>{t('notFound.documentTitle')}</title>
      {t('notFound.text')}
    </EmptyState>
  );
}

/** The last net under every page. Without a network the likely cause is a part of the app that was never loaded. */
export function FaultPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = async () => {
    reset();
    await router.invalidate();
  };
  const fault = error instanceof Error ? error : new Error(String(error));
  return <RefusalState error={navigator.onLine ? fault : unreachable(fault)} onRetry={retry} wholePage />;
}

export function WaitingPage() {
  const { t } = useTranslation('app');
  return (
    <div className={classes.waiting} role="status" aria-label={t('loading')}>
      <Loader size="sm" />
    </div>
  );
}
