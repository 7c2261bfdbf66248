import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { useFormat } from '@/lib/i18n/useFormat';
import { CodeField } from '@/ui/parts/CodeField';
import { Form } from '@/ui/parts/Form';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { sendCode, verifyCode } from './api';
import { AttemptNote } from './AttemptNote';
import type { SentCode } from './PatientSignInPage';
import { SubmitButton } from './SubmitButton';
import { useAttempt } from './useAttempt';
import { useCountdown } from './useCountdown';

type OtpStepProps = { sent: SentCode; onSent: (sent: SentCode) => void; onBack: () => void };

export function OtpStep({ sent, onSent, onBack }: OtpStepProps) {
  const { t } = useTranslation('auth');
  return (
    <NarrowPage
      title={t('otp.title')}
      lead={t('otp.lead', { phone: phoneText(sent.phone) })}
      after={
        <Button variant="subtle" onClick={onBack}>
          {t('otp.otherNumber')}
        </Button>
      }
    >
      <OtpForm sent={sent} onSent={onSent} />
    </NarrowPage>
  );
}

/** The code that was sent, and another one when it does not come. */
export function OtpForm({ sent, onSent }: Pick<OtpStepProps, 'sent' | 'onSent'>) {
  const { t } = useTranslation('auth');
  const { busy, error, waitS, run } = useAttempt();
  const [wrong, setWrong] = useState(false);
  const submit = (said: (name: string) => string) => {
    const code = said('code').replaceAll(/\D/g, '');
    setWrong(code.length !== 6);
    if (code.length === 6) void run(() => verifyCode(sent, code), () => undefined);
  };
  return (
    <>
      <Form onSubmit={submit}>
        <CodeField label={t('otp.code')} error={wrong && t('otp.codeMissing')} />
        <AttemptNote error={error} waits={waitS > 0} />
        <SubmitButton busy={busy} waitS={waitS}>
          {t('signIn.submit')}
        </SubmitButton>
      </Form>
      <Resend sent={sent} onSent={onSent} />
    </>
  );
}

function Resend({ sent, onSent }: Pick<OtpStepProps, 'sent' | 'onSent'>) {
  const { t } = useTranslation('auth');
  const { number } = useFormat();
  const resting = useCountdown(sent.sentAt + sent.resend_in_s * 1000);
  const { busy, error, waitS, run } = useAttempt();
  const left = Math.max(resting, waitS);
  return (
    <>
      <Button
        variant="subtle"
        fullWidth
        mt="sm"
        className="tabular"
        loading={busy}
        disabled={left > 0}
        onClick={() => void run(() => sendCode(sent.phone), onSent)}
      >
        {left > 0 ? t('otp.resendIn', { seconds: number(left) }) : t('otp.resend')}
      </Button>
      <AttemptNote error={error} waits={waitS > 0} />
    </>
  );
}
