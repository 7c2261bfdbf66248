import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import type { Entry } from './api';
import classes from './audit.module.css';
import { Difference } from './Difference';
import { useDeeds } from './useDeeds';

export function EntryRow({ entry, nameOf }: { entry: Entry; nameOf: (id: string) => string | undefined }) {
  const { t } = useTranslation('audit');
  const { moment } = useFormat();
  const { actionText, entityText, whyText } = useDeeds();
  const who = entry.account_id === null ? t(entry.role === 'system' ? 'house' : 'nobody') : (nameOf(entry.account_id) ?? entry.account_id);
  const hasMore = entry.before !== null || entry.after !== null;
  return (
    <li className={classes.entry}>
      <p className={classes.line}>
        <span className={classes.what}>{t('sentence', { entity: entityText(entry.entity), action: actionText(entry.action) })}</span>
        <time dateTime={entry.at} className={`${classes.small} tabular`}>
          {moment(entry.at)}
        </time>
      </p>
      <p className={classes.small}>
        {t('facts', { who, ip: entry.ip || '–', id: entry.entity_id })}
        {entry.reason !== null && ` · ${whyText(entry.entity, entry.reason)}`}
      </p>
      {hasMore && (
        <details className={classes.details}>
          <summary>{t('details')}</summary>
          <Difference before={entry.before} after={entry.after} nameOf={nameOf} />
        </details>
      )}
    </li>
  );
}
