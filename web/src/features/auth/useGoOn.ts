import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '@/lib/session/useSession';
import { HOME_OF, isOwnPath } from './roles';

/** Whoever is signed in goes to where they wanted to go, or to where their work begins. */
export function useGoOn(next: string | undefined): void {
  const session = useSession();
  const { history } = useRouter();
  const home = session.state === 'signedIn' ? HOME_OF[session.account.role] : null;
  useEffect(() => {
    if (home !== null) history.replace(isOwnPath(next) ? next : home);
  }, [home, next, history]);
}
