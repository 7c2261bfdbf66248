import { useState } from 'react';
import { SignInPage } from '@/features/auth/SignInPage';
import { SetupPage, type Founder } from '@/features/founding/SetupPage';
import { NotFoundPage } from '../pages';

/** The founder goes on as everybody signs in: with an authenticator app, recovery codes and a first code of it. */
export function SetupArea() {
  const [founder, setFounder] = useState<Founder | null>(null);
  if (founder !== null) return <SignInPage founder={founder} next="/admin" />;
  return <SetupPage onFounded={setFounder} absent={<NotFoundPage />} />;
}
