import { useTranslation } from 'react-i18next';
import { CodeSignIn } from '@/features/auth';
import { restoreSession, type Account } from '@/lib/session/session';
import { useSession } from '@/lib/session/useSession';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { RefusalState } from '@/ui/parts/RefusalState';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import type { TimeWish } from './api';
import type { Offer } from './BookPage';
import type { Held } from './heldTime';
import { ForWhom } from './ForWhom';

export type StepsProps = {
  offer: Offer;
  wish: TimeWish;
  held: Held;
  reason: string;
  onReason: (reason: string) => void;
};

/** What is still to be said: who one is, for whom it is, and perhaps why. The time stays kept meanwhile. */
export function Steps(props: StepsProps) {
  const { t } = useTranslation('scheduling/book');
  const session = useSession();
  if (session.state === 'restoring') return <RowsLoading rows={4} />;
  if (session.state === 'away') return <RefusalState error={session.error} onRetry={() => void restoreSession()} />;
  if (session.state === 'signedOut') {
    return (
      <Panel title={t('signIn.title')} note={t(props.held.state === 'over' ? 'signIn.noteOver' : 'signIn.note')}>
        <CodeSignIn />
      </Panel>
    );
  }
  return <AsPatient account={session.account} {...props} />;
}

function AsPatient({ account, ...props }: StepsProps & { account: Account }) {
  const { t } = useTranslation('scheduling/book');
  if (account.role !== 'patient') return <FormNote state="warn">{t('signIn.staff')}</FormNote>;
  return <ForWhom accountId={account.id} {...props} />;
}
