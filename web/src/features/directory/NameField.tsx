import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon, SearchIcon } from '@/ui/parts/icons';
import classes from './SearchBar.module.css';

const PAUSE_MS = 250;

type NameFieldProps = { value: string; onSettled: (name: string) => void };

/** Asks after a pause in typing, or at once on Enter. */
export function NameField({ value, onSettled }: NameFieldProps) {
  const { t } = useTranslation('directory');
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = (name: string) => {
    told.current = name.trim();
    onSettled(name);
  };
  const tellLater = useDebouncedCallback(tell, PAUSE_MS);

  // The address may change under the field (back button, "clear all"); what we told it ourselves is no news.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);

  const write = (name: string) => {
    setTyped(name);
    tellLater(name);
  };
  const clear = (
    <ActionIcon size={44} color="gray" aria-label={t('find.clearName')} onClick={() => write('')}>
      <CloseIcon size={18} />
    </ActionIcon>
  );
  return (
    <TextInput
      className={classes.name}
      label={t('find.name')}
      placeholder={t('find.namePlaceholder')}
      type="search"
      enterKeyHint="search"
      autoComplete="off"
      maxLength={80}
      leftSection={<SearchIcon />}
      rightSection={typed === '' ? null : clear}
      value={typed}
      onChange={(event) => write(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && tell(typed)}
    />
  );
}
