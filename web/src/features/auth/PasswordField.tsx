import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type PasswordFieldProps = {
  label: string;
  name?: string;
  description?: string;
  error?: string | undefined;
  isNew?: boolean;
};

export function PasswordField({ label, name = 'password', description, error, isNew = false }: PasswordFieldProps) {
  const { t } = useTranslation('auth');
  return (
    <PasswordInput
      label={label}
      name={name}
      description={description}
      error={error}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      maxLength={128}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
    />
  );
}
