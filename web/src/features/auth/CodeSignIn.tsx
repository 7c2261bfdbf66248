import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { OtpForm } from './OtpStep';
import { PasskeySignIn } from './PasskeySignIn';
import type { SentCode } from './PatientSignInPage';
import { PhoneStep } from './PhoneStep';

/** Signing in with a telephone in the middle of something else: the page around it stays as it is. */
export function CodeSignIn() {
  const { t } = useTranslation('auth');
  const [sent, setSent] = useState<SentCode | null>(null);
  if (sent === null) {
    return (
      <>
        <PhoneStep onSent={setSent} />
        <PasskeySignIn />
      </>
    );
  }
  return (
    <>
      <p role="status">{t('otp.lead', { phone: phoneText(sent.phone) })}</p>
      <OtpForm key={sent.challenge_id} sent={sent} onSent={setSent} />
      <Button variant="subtle" fullWidth onClick={() => setSent(null)}>
        {t('otp.otherNumber')}
      </Button>
    </>
  );
}
