import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { EmptyState } from '@/ui/parts/EmptyState';
import { CheckIcon } from '@/ui/parts/icons';
import { PageHeader } from '@/ui/parts/PageHeader';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import { ownApprovalsQuery, withdraw, type Approval } from './api';
import { ApprovalRow } from './ApprovalRow';
import classes from './approvals.module.css';
import { useApprovalRefusal } from './useApprovalRefusal';
import { useKinds } from './useKinds';

/** What I have asked for, and what became of it. */
export function OwnApprovalsPage() {
  const { t } = useTranslation('approvals');
  const own = useInfiniteQuery(ownApprovalsQuery);
  return (
    <>
      <title>{t('own.documentTitle')}</title>
      <PageHeader title={t('own.title')} lead={t('own.lead')} />
      <div className={classes.page}>
        <Panel title={t('own.list')}>
          <PageList query={own} more={t('more')} empty={<EmptyState icon={CheckIcon} title={t('own.empty')}>{t('own.emptyText')}</EmptyState>}>
            {(approval) => (
              <ApprovalRow key={approval.id} approval={approval} isMine>
                {approval.state === 'waiting' && <Withdraw approval={approval} />}
              </ApprovalRow>
            )}
          </PageList>
        </Panel>
      </div>
    </>
  );
}

function Withdraw({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals');
  const { kindText } = useKinds();
  const queries = useQueryClient();
  const sentenceOf = useApprovalRefusal();
  return (
    <div className={classes.acts}>
      <ConfirmButton
        label={t('withdraw')}
        question={t('withdrawQuestion', { kind: kindText(approval.kind) })}
        text={t('withdrawText')}
        work={() => withdraw(approval)}
        onDone={() => void queries.invalidateQueries({ queryKey: ['approvals'] })}
        sentenceOf={sentenceOf}
      />
    </div>
  );
}
