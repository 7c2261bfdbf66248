import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { EmptyState } from './EmptyState';
import { LockIcon, OfflineIcon, SearchIcon, StopIcon } from './icons';

const KINDS = {
  offline: OfflineIcon,
  signInNeeded: LockIcon,
  notAllowed: LockIcon,
  notFound: SearchIcon,
  tooOften: StopIcon,
  broken: StopIcon,
};

function kindOf(error: Error): keyof typeof KINDS {
  if (!(error instanceof Refusal)) return 'broken';
  if (error.status === 0) return 'offline';
  if (error.status === 401) return 'signInNeeded';
  if (error.status === 403) return 'notAllowed';
  if (error.status === 404) return 'notFound';
  return error.status === 429 ? 'tooOften' : 'broken';
}

type RefusalStateProps = { error: Error; onRetry?: () => void; wholePage?: boolean };

/** Why a page or a part of it cannot be shown, in its place, with a way on where there is one. */
export function RefusalState({ error, onRetry, wholePage = false }: RefusalStateProps) {
  const { t } = useTranslation('ui');
  const kind = kindOf(error);
  const mayRetry = onRetry !== undefined && ['offline', 'tooOften', 'broken'].includes(kind);
  const requestId = error instanceof Refusal ? error.requestId : null;
  return (
    <EmptyState
      icon={KINDS[kind]}
      title={t(`refusal.${kind}.title`)}
      wholePage={wholePage}
      actions={mayRetry ? <Button onClick={onRetry}>{t('refusal.retry')}</Button> : undefined}
    >
      <p>{t(`refusal.${kind}.text`)}</p>
      {kind === 'broken' && requestId !== null && <p className="tabular">{t('refusal.requestId', { requestId })}</p>}
    </EmptyState>
  );
}
