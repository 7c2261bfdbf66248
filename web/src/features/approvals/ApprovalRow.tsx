import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { PersonChip } from '@/ui/parts/PersonChip';
import { StateBadge } from '@/ui/parts/StateBadge';
import type { Approval } from './api';
import classes from './approvals.module.css';
import { Changes } from './Changes';
import { useKinds } from './useKinds';

const LOOKS = { waiting: 'warn', approved: 'good', refused: 'bad', withdrawn: 'bad', lapsed: 'bad' } as const;

type ApprovalRowProps = { approval: Approval; isMine?: boolean; children?: ReactNode };

/** What, who, why, from where, since when and until when; and what became of it. */
export function ApprovalRow({ approval, isMine = false, children }: ApprovalRowProps) {
  const { t } = useTranslation('approvals');
  const { moment } = useFormat();
  const { kindText } = useKinds();
  const isWaiting = approval.state === 'waiting';
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        {isMine ? (
          <span className={classes.kind}>{kindText(approval.kind)}</span>
        ) : (
          <PersonChip name={approval.asked_by_name} note={kindText(approval.kind)} />
        )}
        {(isMine || !isWaiting) && <StateBadge state={LOOKS[approval.state]}>{t(`state.${approval.state}`)}</StateBadge>}
      </div>
      {approval.reason !== null && <p className={classes.said}>{approval.reason}</p>}
      <Changes approval={approval} />
      <p className={`${classes.small} tabular`}>
        {t('asked', { at: moment(approval.asked_at), ip: approval.ip || '–' })}
        {isWaiting && ` · ${t('until', { at: moment(approval.ends_at) })}`}
      </p>
      {isMine && isWaiting && <p className={classes.small}>{t(`needs.${approval.needs}`)}</p>}
      <Decision approval={approval} />
      {children}
    </li>
  );
}

/** Who decided, when, and in which words. */
function Decision({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals');
  const { moment } = useFormat();
  if (approval.decided_at === null || (approval.state !== 'approved' && approval.state !== 'refused')) return null;
  const facts = { who: approval.decided_by_name ?? t('house'), at: moment(approval.decided_at) };
  return (
    <>
      <p className={`${classes.small} tabular`}>{t(`decided.${approval.state}`, facts)}</p>
      {approval.decision_reason !== null && <p className={classes.said}>{approval.decision_reason}</p>}
    </>
  );
}
