import { useTranslation } from 'react-i18next';
import type { Approval } from './api';
import classes from './approvals.module.css';
import { useKinds } from './useKinds';

/** What it would change: before and after side by side, or only what is new. */
export function Changes({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals');
  const { labelText, valueText } = useKinds();
  const { before, after } = approval;
  const fields = Object.keys({ ...before, ...after });
  if (fields.length === 0) return null;
  return (
    <dl className={classes.changes}>
      {fields.map((field) => (
        <div key={field} className={classes.change}>
          <dt>{labelText(field)}</dt>
          <dd className="tabular">
            {before !== null && (
              <>
                <span className={classes.was}>
                  <span className={classes.spoken}>{t('before')} </span>
                  {valueText(field, before[field])}
                </span>
                <span aria-hidden="true"> → </span>
                <span className={classes.spoken}>{t('after')} </span>
              </>
            )}
            {valueText(field, after?.[field])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
