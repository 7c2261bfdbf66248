import { useState } from 'react';
import { ProfilePage } from '@/features/auth/ProfilePage';
import { useSession } from '@/lib/session/useSession';
import { Guarded } from '../Guarded';

export function ProfileArea() {
  return (
    <Guarded signIn={useOwnEntrance()}>
      <ProfilePage />
    </Guarded>
  );
}

/** Whoever signs out here comes back by the door through which they came in. */
function useOwnEntrance(): '/sign-in' | '/me/sign-in' {
  const session = useSession();
  const [wasPatient, setWasPatient] = useState(false);
  const isPatient = session.state === 'signedIn' && session.account.role === 'patient';
  if (isPatient && !wasPatient) setWasPatient(true);
  return isPatient || wasPatient ? '/me/sign-in' : '/sign-in';
}
