import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '@/lib/api/refusal';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { acceptReset } from './api';
import classes from './auth.module.css';
import { CodeStep } from './CodeStep';
import { LinkBroken, PasswordSet, useToken } from './LinkEnds';
import { NewPasswordForm } from './NewPasswordForm';

type Step = { at: 'password' | 'done' } | { at: 'code'; password: string };

/** The page of the link that came by e-mail; who has a second factor shows it here too. */
export function ResetPage() {
  const { t } = useTranslation('auth');
  const token = useToken();
  const [step, setStep] = useState<Step>({ at: 'password' });
  const onRefused = (password: string, refusal: Refusal) => {
    const needsCode = refusal.slug === 'totp-needed';
    if (needsCode) setStep({ at: 'code', password });
    return needsCode;
  };
  if (token === '') return <LinkBroken lead={t('refusal.reset_over')} />;
  if (step.at === 'done') return <PasswordSet />;
  if (step.at === 'code') {
    return (
      <CodeStep
        wish={{ email: '', password: step.password }}
        attempt={async ({ password, totp }) => {
          await acceptReset(token, password, totp);
          setStep({ at: 'done' });
        }}
        onRefused={() => () => false}
        onBack={() => setStep({ at: 'password' })}
        submit={t('invitation.submit')}
      />
    );
  }
  return (
    <NarrowPage title={t('reset.title')} lead={t('reset.lead')} after={<AskAgain />}>
      <title>{t('reset.documentTitle')}</title>
      <NewPasswordForm
        set={(password) => acceptReset(token, password)}
        onSet={() => setStep({ at: 'done' })}
        onRefused={onRefused}
      />
    </NarrowPage>
  );
}

function AskAgain() {
  const { t } = useTranslation('auth');
  return (
    <Link to="/staff/forgotten" className={classes.link}>
      {t('reset.another')}
    </Link>
  );
}
