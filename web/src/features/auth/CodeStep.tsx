import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeField } from '@/ui/parts/CodeField';
import { Form } from '@/ui/parts/Form';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import type { SignIn } from './api';
import { AttemptNote } from './AttemptNote';
import type { StepProps } from './steps';
import { SubmitButton } from './SubmitButton';
import { useAttempt } from './useAttempt';

/** "123 456" as it is shown by most apps; a recovery code may be typed with or without its dashes. */
const squeezed = (code: string): string => code.replaceAll(/\s/g, '');

type CodeStepProps = StepProps & { wish: SignIn; onBack: () => void; submit?: string };

export function CodeStep({ wish, attempt, onRefused, onBack, submit }: CodeStepProps) {
  const { t } = useTranslation('auth');
  const [way, setWay] = useState<'app' | 'recovery'>('app');
  const other = way === 'app' ? 'recovery' : 'app';
  return (
    <NarrowPage
      title={t(`code.${way}.title`)}
      lead={t(`code.${way}.lead`)}
      after={
        <Button variant="subtle" onClick={onBack}>
          {t('startAgain')}
        </Button>
      }
    >
      <CodeForm key={way} way={way} wish={wish} attempt={attempt} onRefused={onRefused} submit={submit} />
      <Button variant="subtle" fullWidth mt="sm" onClick={() => setWay(other)}>
        {t(`code.${other}.choose`)}
      </Button>
    </NarrowPage>
  );
}

type CodeFormProps = StepProps & { wish: SignIn; way: 'app' | 'recovery'; submit?: string | undefined };

export function CodeForm({ wish, way, attempt, onRefused, submit: label }: CodeFormProps) {
  const { t } = useTranslation('auth');
  const { busy, error, waitS, run } = useAttempt();
  const submit = (said: (name: string) => string) => {
    const full = { ...wish, totp: squeezed(said('code')) };
    if (full.totp !== '') void run(() => attempt(full), () => undefined, onRefused(full));
  };
  return (
    <Form onSubmit={submit}>
      <CodeField label={t(`code.${way}.label`)} digits={way === 'app'} />
      <AttemptNote error={error} waits={waitS > 0} />
      <SubmitButton busy={busy} waitS={waitS}>
        {label ?? t('signIn.submit')}
      </SubmitButton>
    </Form>
  );
}
