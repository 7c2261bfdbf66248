import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { EmptyState } from './EmptyState';
import { LockIcon, OfflineIcon, SearchIcon, StopIcon, WarnIcon } from './icons';
import { refusalKindOf } from './refusalKind';

const KINDS = {
  offline: OfflineIcon,
  signInNeeded: LockIcon,
  notAllowed: LockIcon,
  notFound: SearchIcon,
  tooOften: StopIcon,
  changed: WarnIcon,
  broken: StopIcon,
};

type RefusalStateProps = { error: Error; onRetry?: () => void; wholePage?: boolean };

/** Why a page or a part of it cannot be shown, in its place, with a way on where there is one. */
export function RefusalState({ error, onRetry, wholePage = false }: RefusalStateProps) {
  const { t } = useTranslation('ui');
  const kind = refusalKindOf(error);
  const mayRetry = onRetry !== undefined && ['offline', 'tooOften', 'changed', 'broken'].includes(kind);
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
