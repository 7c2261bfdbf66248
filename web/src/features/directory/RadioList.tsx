import { useId } from 'react';
import classes from './RadioList.module.css';

export type RadioChoice = { value: string; label: string; count?: string };

type RadioListProps = { legend: string; choices: RadioChoice[]; value: string; onChange: (value: string) => void };

/** One choice of a few, all in sight: one Tab stop, arrows inside, and the whole row is the target. */
export function RadioList({ legend, choices, value, onChange }: RadioListProps) {
  const name = useId();
  return (
    <fieldset className={classes.list}>
      <legend className={classes.legend}>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.choice}>
          <input
            type="radio"
            className={classes.input}
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span className={classes.label}>{choice.label}</span>
          {choice.count !== undefined && <span className={`${classes.count} tabular`}>{choice.count}</span>}
        </label>
      ))}
    </fieldset>
  );
}
