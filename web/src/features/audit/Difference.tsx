import { useTranslation } from 'react-i18next';
import classes from './audit.module.css';
import { useFields } from './useFields';

type Facts = Record<string, unknown> | null;

type DifferenceProps = { before: Facts; after: Facts; nameOf: (id: string) => string | undefined };

/** Field by field: what it was, and what it became. Hidden values come as dots, and stay so. */
export function Difference({ before, after, nameOf }: DifferenceProps) {
  const { t } = useTranslation('audit');
  const { fieldText, valueText } = useFields(nameOf);
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
              <th scope="row">{fieldText(field)}</th>
              {before !== null && <td>{valueText(before[field])}</td>}
              {after !== null && <td>{valueText(after[field])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
