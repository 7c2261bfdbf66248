import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/parts/EmptyState';
import { CheckIcon } from '@/ui/parts/icons';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import { inboxQuery } from './api';
import { ApprovalRow } from './ApprovalRow';
import classes from './approvals.module.css';
import { Decide } from './Decide';

const PAST = ['approved', 'refused', 'withdrawn', 'lapsed'] as const;
type Past = (typeof PAST)[number];

/** One inbox for all that takes four eyes: what waits for me, and what became of the rest. */
export function ApprovalsPage() {
  const { t } = useTranslation('approvals');
  const waiting = useInfiniteQuery(inboxQuery('waiting'));
  return (
    <>
      <title>{t('documentTitle')}</title>
      <Panel title={t('waiting.title')} note={t('waiting.note')}>
        <PageList
          query={waiting}
          more={t('more')}
          empty={
            <EmptyState icon={CheckIcon} title={t('waiting.empty')}>
              {t('waiting.emptyText')}
            </EmptyState>
          }
        >
          {(approval) => (
            <ApprovalRow key={approval.id} approval={approval}>
              {approval.may_decide && <Decide approval={approval} />}
            </ApprovalRow>
          )}
        </PageList>
      </Panel>
      <PastApprovals />
    </>
  );
}

function PastApprovals() {
  const { t } = useTranslation('approvals');
  const [state, setState] = useState<Past>('approved');
  const past = useInfiniteQuery(inboxQuery(state));
  return (
    <Panel title={t('past.title')} note={t('past.note')}>
      <div className={classes.states}>
        <NativeSelect
          label={t('past.which')}
          value={state}
          onChange={(event) => setState(PAST.find((one) => one === event.currentTarget.value) ?? 'approved')}
          data={PAST.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </div>
      <PageList query={past} more={t('more')} empty={<EmptyState icon={CheckIcon} title={t('past.empty')} />}>
        {(approval) => <ApprovalRow key={approval.id} approval={approval} />}
      </PageList>
    </Panel>
  );
}
