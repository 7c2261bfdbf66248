import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Form } from '@/ui/parts/Form';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { askForReset } from './api';
import { AttemptNote } from './AttemptNote';
import classes from './auth.module.css';
import { SubmitButton } from './SubmitButton';
import { useAttempt } from './useAttempt';

/** Asks for a link. What it answers is the same for everybody, because nobody may ask here who works in a clinic. */
export function ForgottenPage() {
  const { t } = useTranslation('auth');
  const { number } = useFormat();
  const [sent, setSent] = useState<{ email: string; minutes: number } | null>(null);
  return (
    <>
      <title>{t('forgotten.documentTitle')}</title>
      {sent === null ? (
        <NarrowPage title={t('forgotten.title')} lead={t('forgotten.lead')} after={<Back />}>
          <AskForm onAsked={(email, goodForS) => setSent({ email, minutes: Math.round(goodForS / 60) })} />
        </NarrowPage>
      ) : (
        <NarrowPage
          title={t('forgotten.sent.title')}
          lead={t('forgotten.sent.lead', { email: sent.email, minutes: number(sent.minutes) })}
          after={<Back />}
        >
          <p>{t('forgotten.sent.otherwise')}</p>
        </NarrowPage>
      )}
    </>
  );
}

function AskForm({ onAsked }: { onAsked: (email: string, goodForS: number) => void }) {
  const { t } = useTranslation('auth');
  const { busy, error, waitS, run } = useAttempt();
  const [missing, setMissing] = useState(false);
  const submit = (said: (name: string) => string) => {
    const email = said('email').trim();
    setMissing(!email.includes('@'));
    if (email.includes('@')) void run(() => askForReset(email), (goodForS) => onAsked(email, goodForS));
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
        error={missing && t('signIn.emailMissing')}
      />
      <AttemptNote error={error} waits={waitS > 0} />
      <SubmitButton busy={busy} waitS={waitS}>
        {t('forgotten.submit')}
      </SubmitButton>
    </Form>
  );
}

function Back() {
  const { t } = useTranslation('auth');
  return (
    <Link to="/sign-in" className={classes.link}>
      {t('forgotten.back')}
    </Link>
  );
}
