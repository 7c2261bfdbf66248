import { useTranslation } from 'react-i18next';
import type { Scope } from '../boardApi';
import classes from '../side.module.css';

const SCOPES: Scope[] = ['this', 'from_here'];

type ScopeChoiceProps = { legend: string; following: number; value: Scope; onChange: (scope: Scope) => void };

/** This visit alone, or it and all that follow; without a visit that follows there is nothing to choose. */
export function ScopeChoice({ legend, following, value, onChange }: ScopeChoiceProps) {
  const { t } = useTranslation('scheduling/board');
  if (following === 0) return null;
  return (
    <fieldset className={classes.sources}>
      <legend>{legend}</legend>
      {SCOPES.map((scope) => (
        <label key={scope} className={classes.source}>
          <input type="radio" name="scope" value={scope} checked={scope === value} onChange={() => onChange(scope)} />
          {t(`series.scope.${scope}`, { count: following })}
        </label>
      ))}
    </fieldset>
  );
}
