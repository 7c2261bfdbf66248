import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './CopyText.module.css';

/** A browser may refuse its clipboard; the text stands there to be copied by hand. */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function CopyText({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('ui');
  const [copied, setCopied] = useState(false);
  return (
    <div className={classes.row}>
      <TextInput label={label} value={text} readOnly className={classes.text} onFocus={(event) => event.currentTarget.select()} />
      <Button variant="default" onClick={async () => setCopied(await copyToClipboard(text))}>
        {copied ? t('copied') : t('copy')}
      </Button>
    </div>
  );
}
