import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './CodeField.module.css';

type CodeFieldProps = { label: string; description?: string; error?: ReactNode; name?: string; digits?: boolean };

/** A code of six digits, pasted, filled in by the telephone, or typed; wide letters, so that each can be compared. */
export function CodeField({ label, description, error, name = 'code', digits = true }: CodeFieldProps) {
  return (
    <TextInput
      label={label}
      description={description}
      error={error}
      name={name}
      className={classes.code}
      inputMode={digits ? 'numeric' : 'text'}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={digits ? 12 : 20}
      required
      withAsterisk={false}
      data-autofocus
    />
  );
}
