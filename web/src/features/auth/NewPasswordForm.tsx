import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '@/lib/api/refusal';
import { Form } from '@/ui/parts/Form';
import { AttemptNote } from './AttemptNote';
import { PasswordField } from './PasswordField';
import { SubmitButton } from './SubmitButton';
import { useAttempt } from './useAttempt';

type NewPasswordFormProps = {
  set: (password: string) => Promise<void>;
  onSet: () => void;
  /** Whether a refusal was the next step and not a mistake. */
  onRefused?: (password: string, refusal: Refusal) => boolean;
};

/** A new password, typed twice; whoever holds a link from us may set one. */
export function NewPasswordForm({ set, onSet, onRefused }: NewPasswordFormProps) {
  const { t } = useTranslation('auth');
  const { busy, error, waitS, run } = useAttempt();
  const [differs, setDiffers] = useState(false);
  const submit = (said: (name: string) => string) => {
    const password = said('password');
    setDiffers(password !== said('again'));
    if (password === '' || password !== said('again')) return;
    void run(
      () => set(password),
      onSet,
      (refusal) => onRefused?.(password, refusal) ?? false,
    );
  };
  return (
    <Form onSubmit={submit}>
      <PasswordField label={t('password.new')} description={t('password.hint')} isNew />
      <PasswordField label={t('password.again')} name="again" isNew error={differs ? t('password.differs') : undefined} />
      <AttemptNote error={error} waits={waitS > 0} />
      <SubmitButton busy={busy} waitS={waitS}>
        {t('invitation.submit')}
      </SubmitButton>
    </Form>
  );
}
