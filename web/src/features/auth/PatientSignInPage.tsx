import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import type { Challenge } from './api';
import classes from './auth.module.css';
import { OtpStep } from './OtpStep';
import { PasskeySignIn } from './PasskeySignIn';
import { PhoneStep } from './PhoneStep';
import { useGoOn } from './useGoOn';

export type SentCode = Challenge & { phone: string; sentAt: number };

/** Patients come in with their telephone: the number first, then the code that was sent to it. */
export function PatientSignInPage({ next }: { next?: string | undefined }) {
  const { t } = useTranslation('auth');
  const [sent, setSent] = useState<SentCode | null>(null);
  useGoOn(next);
  return (
    <>
      <title>{t('patient.documentTitle')}</title>
      {sent === null ? (
        <NarrowPage title={t('patient.title')} lead={t('patient.lead')} after={<ForStaff />}>
          <PhoneStep onSent={setSent} />
          <PasskeySignIn />
        </NarrowPage>
      ) : (
        <OtpStep key={sent.challenge_id} sent={sent} onSent={setSent} onBack={() => setSent(null)} />
      )}
    </>
  );
}

function ForStaff() {
  const { t } = useTranslation('auth');
  return (
    <Link to="/sign-in" className={classes.link}>
      {t('patient.forStaff')}
    </Link>
  );
}
