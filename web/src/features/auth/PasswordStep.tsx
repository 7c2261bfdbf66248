import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '@/ui/parts/Form';
import { AttemptNote } from './AttemptNote';
import classes from './auth.module.css';
import { PasswordField } from './PasswordField';
import type { StepProps } from './steps';
import { SubmitButton } from './SubmitButton';
import { useAttempt } from './useAttempt';

export function PasswordStep({ attempt, onRefused }: StepProps) {
  const { t } = useTranslation('auth');
  const { busy, error, waitS, run } = useAttempt();
  const [missing, setMissing] = useState({ email: false, password: false });
  const submit = (said: (name: string) => string) => {
    const wish = { email: said('email').trim(), password: said('password') };
    setMissing({ email: !wish.email.includes('@'), password: wish.password === '' });
    if (wish.email.includes('@') && wish.password !== '') void run(() => attempt(wish), () => undefined, onRefused(wish));
  };
  return (
    <Form onSubmit={submit}>
      <TextInput
        label={t('signIn.email')}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
        withAsterisk={false}
        error={missing.email && t('signIn.emailMissing')}
      />
      <PasswordField label={t('signIn.password')} error={missing.password ? t('signIn.passwordMissing') : undefined} />
      <AttemptNote error={error} waits={waitS > 0} />
      <SubmitButton busy={busy} waitS={waitS}>
        {t('signIn.submit')}
      </SubmitButton>
      <Link to="/staff/forgotten" className={classes.link}>
        {t('signIn.forgotten')}
      </Link>
    </Form>
  );
}
