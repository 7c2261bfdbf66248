import { Button, Textarea, TextInput } from '@mantine/core';
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

type CopyTextProps = {
  label: string;
  text: string;
  /** How it is shown to somebody who reads it aloud or types it: in groups, and all of it. */
  shown?: string;
};

export function CopyText({ label, text, shown }: CopyTextProps) {
  const { t } = useTranslation('ui');
  const [copied, setCopied] = useState(false);
  return (
    <div className={classes.row}>
      {shown === undefined ? (
        <TextInput label={label} value={text} readOnly className={classes.text} onFocus={(event) => event.currentTarget.select()} />
      ) : (
        <Textarea size="md" label={label} value={shown} rows={2} readOnly className={classes.text} onFocus={(event) => event.currentTarget.select()} />
      )}
      <Button variant="default" onClick={async () => setCopied(await copyToClipboard(text))}>
        {copied ? t('copied') : t('copy')}
      </Button>
    </div>
  );
}
