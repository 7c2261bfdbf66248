import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { HOME_OF } from '@/features/auth/roles';
import { restoreSession, type Role } from '@/lib/session/session';
import { Me, useSession } from '@/lib/session/useSession';
import { EmptyState } from '@/ui/parts/EmptyState';
import { LockIcon } from '@/ui/parts/icons';
import { RefusalState } from '@/ui/parts/RefusalState';
import { WaitingPage } from './pages';

type GuardedProps = { roles?: readonly Role[]; signIn?: '/sign-in' | '/me/sign-in'; whenAway?: ReactNode; children: ReactNode };

/**
 * What is behind it is for people who have signed in, and perhaps for some roles only. The server decides that again
 * for each request; here it is said kindly.
 */
export function Guarded({ roles, signIn = '/sign-in', whenAway, children }: GuardedProps) {
  const session = useSession();
  if (session.state === 'restoring') return <WaitingPage />;
  if (session.state === 'away' && whenAway !== undefined) return whenAway;
  if (session.state === 'away') return <RefusalState error={session.error} onRetry={() => void restoreSession()} wholePage />;
  if (session.state === 'signedOut') return <ToSignIn at={signIn} />;
  if (roles !== undefined && !roles.includes(session.account.role)) return <NotForThisRole role={session.account.role} />;
  return <Me value={session.account}>{children}</Me>;
}

/** Sent once: while the entrance loads, the address is already that of the entrance and not where one wanted to go. */
function ToSignIn({ at }: { at: '/sign-in' | '/me/sign-in' }) {
  const router = useRouter();
  useEffect(() => {
    void router.navigate({ to: at, search: { next: router.state.location.href }, replace: true });
  }, [router, at]);
  return <WaitingPage />;
}

function NotForThisRole({ role }: { role: Role }) {
  const { t } = useTranslation('app');
  return (
    <EmptyState
      icon={LockIcon}
      title={t('notYours.title')}
      wholePage
      actions={
        <Button component={Link} to={HOME_OF[role]} variant="light">
          {t('notYours.home')}
        </Button>
      }
    >
      <title>{t('notYours.documentTitle')}</title>
      <p>{t('notYours.text', { role: t(`role.${role}`) })}</p>
    </EmptyState>
  );
}
