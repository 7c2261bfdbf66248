import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRegisterSW } from 'virtual:pwa-register/react';
import classes from './notices.module.css';

/** A new version never takes over by itself: somebody may be in the middle of typing. */
export function UpdatePrompt() {
  const { t } = useTranslation('app');
  const {
    needRefresh: [ready, setReady],
    updateServiceWorker,
  } = useRegisterSW();
  return (
    <div role="status">
      {ready && (
        <div className={classes.update}>
          <p>{t('update.ready')}</p>
          <Button size="sm" onClick={() => updateServiceWorker(true)}>
            {t('update.now')}
          </Button>
          <Button size="sm" variant="subtle" onClick={() => setReady(false)}>
            {t('update.later')}
          </Button>
        </div>
      )}
    </div>
  );
}
