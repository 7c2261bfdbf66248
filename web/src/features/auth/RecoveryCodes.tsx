import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyToClipboard } from '@/ui/parts/CopyText';
import { Actions } from '@/ui/parts/Form';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import classes from './auth.module.css';

export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation('auth');
  const [copied, setCopied] = useState(false);
  const copy = async () => setCopied(await copyToClipboard(codes.join('\n')));
  return (
    <NarrowPage title={t('recovery.title')} lead={t('recovery.lead')}>
      <ol className={classes.codes} aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Actions>
        <Button variant="default" onClick={copy}>
          {copied ? t('recovery.copied') : t('recovery.copy')}
        </Button>
        <Button variant="default" onClick={() => print()}>
          {t('recovery.print')}
        </Button>
      </Actions>
      <Button fullWidth mt="lg" onClick={onDone}>
        {t('recovery.done')}
      </Button>
    </NarrowPage>
  );
}
