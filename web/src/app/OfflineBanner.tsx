import { useTranslation } from 'react-i18next';
import { useOnline } from '@/lib/connection/useOnline';
import { OfflineIcon } from '@/ui/parts/icons';
import classes from './notices.module.css';

/** The live region is always there, because one that arrives together with its text is often not read out. */
export function OfflineBanner() {
  const { t } = useTranslation('app');
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <p className={classes.offline}>
          <OfflineIcon size={18} />
          {t('offline')}
        </p>
      )}
    </div>
  );
}
