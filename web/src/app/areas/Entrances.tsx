import { useSearch } from '@tanstack/react-router';
import { PatientSignInPage } from '@/features/auth/PatientSignInPage';
import { SignInPage } from '@/features/auth/SignInPage';

export function StaffEntrance() {
  const { next } = useSearch({ from: '/sign-in' });
  return <SignInPage next={next} />;
}

export function PatientEntrance() {
  const { next } = useSearch({ from: '/me/sign-in' });
  return <PatientSignInPage next={next} />;
}
