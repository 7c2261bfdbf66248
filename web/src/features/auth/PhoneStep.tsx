import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '@/ui/parts/Form';
import { sendCode } from './api';
import { AttemptNote } from './AttemptNote';
import classes from './auth.module.css';
import type { SentCode } from './PatientSignInPage';
import { SubmitButton } from './SubmitButton';
import { useAttempt } from './useAttempt';

/**
 * However it was typed: with spaces, with 0 before it, or as a whole international number. Ten digits alone are an Indian
 * mobile; a number that names its country goes to the server as it is, which knows to which countries codes are sent.
 */
export function asNumber(typed: string): string | null {
  const digits = typed.replaceAll(/[\s()-]/g, '').replace(/^00/, '+');
  const local = /^(?:\+91|91|0)?([6-9]\d{9})$/.exec(digits)?.[1];
  if (local !== undefined) return `+91${local}`;
  return /^\+(?!91)[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

export function PhoneStep({ onSent }: { onSent: (sent: SentCode) => void }) {
  const { t } = useTranslation('auth');
  const { busy, error, waitS, run } = useAttempt();
  const [wrong, setWrong] = useState(false);
  const submit = (said: (name: string) => string) => {
    const phone = asNumber(said('phone'));
    setWrong(phone === null);
    if (phone !== null) void run(() => sendCode(phone), onSent);
  };
  return (
    <Form onSubmit={submit}>
      <TextInput
        className={classes.phone}
        label={t('patient.phone')}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel webauthn"
        leftSection={<span aria-hidden="true">+91</span>}
        leftSectionWidth={56}
        maxLength={20}
        required
        withAsterisk={false}
        error={wrong && t('field.phone')}
      />
      <AttemptNote error={error} waits={waitS > 0} />
      <SubmitButton busy={busy} waitS={waitS}>
        {t('patient.send')}
      </SubmitButton>
    </Form>
  );
}
