import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';
import classes from './audit.module.css';

type Facts = Record<string, unknown> | null;

/** Anything as one line: words as they are, the rest as it would be written down. */
function written(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Field by field: what it was, and what it became. Hidden values come as dots, and stay so. */
export function Difference({ before, after }: { before: Facts; after: Facts }) {
  const { t } = useTranslation('audit');
  const fields = Object.keys({ ...before, ...after });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard scrolls what is wider than the screen
    <div className={classes.scroll} role="region" aria-label={t('details')} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            {before !== null && <th scope="col">{t('before')}</th>}
            {after !== null && <th scope="col">{t('after')}</th>}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{humanised(field)}</th>
              {before !== null && <td>{written(before[field])}</td>}
              {after !== null && <td>{written(after[field])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
