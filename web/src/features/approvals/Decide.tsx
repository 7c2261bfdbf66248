import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { approve, refuse, type Approval } from './api';
import classes from './approvals.module.css';
import { useApprovalRefusal } from './useApprovalRefusal';
import { useKinds } from './useKinds';

/** The two answers. A refusal says why; what has a proof is compared between the wish and the deed. */
export function Decide({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals');
  const { kindText } = useKinds();
  const queries = useQueryClient();
  const sentenceOf = useApprovalRefusal();
  // A device that was let in also stands in the list of devices.
  const onDone = () => void queries.invalidateQueries({ predicate: ({ queryKey }) => ['approvals', 'auth'].includes(String(queryKey[0])) });
  const facts = { name: approval.asked_by_name, kind: kindText(approval.kind) };
  const common = { onDone, sentenceOf };
  return (
    <div className={classes.acts}>
      <ConfirmButton
        label={t('approve')}
        question={t('approveQuestion', facts)}
        text={approval.proof === null ? t('approveText') : <Compare name={facts.name} proof={approval.proof} />}
        reason={{ label: t('reasonIfAny'), required: false }}
        work={(reason) => approve(approval, reason)}
        variant="light"
        {...common}
      />
      <ConfirmButton
        label={t('refuse')}
        question={t('refuseQuestion', facts)}
        text={t('refuseText', facts)}
        reason={{ label: t('reason'), required: true }}
        work={(reason) => refuse(approval, reason)}
        {...common}
      />
    </div>
  );
}

/** The comparison is the whole point, so it stands between the wish and the deed. */
function Compare({ name, proof }: { name: string; proof: string }) {
  const { t } = useTranslation('approvals');
  return (
    <>
      <p>{t('compare', { name })}</p>
      <p className={classes.proof}>{proof}</p>
    </>
  );
}
