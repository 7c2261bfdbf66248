import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Initials } from '@/ui/parts/Initials';
import type { Patient } from './api';
import classes from './patients.module.css';
import { usePersonNote } from './usePersonNote';

type FamilyPickerProps = { legend: string; family: Patient[]; value: string | null; onChange: (patientId: string) => void };

/** Who is this for? One choice of the family, all in sight; whole cards are the targets. */
export function FamilyPicker({ legend, family, value, onChange }: FamilyPickerProps) {
  const { t } = useTranslation('patients');
  const name = useId();
  const noteOf = usePersonNote();
  return (
    <fieldset className={classes.picker}>
      <legend className={classes.legend}>{legend}</legend>
      {family.map((person) => (
        <label key={person.id} className={classes.person}>
          <input
            type="radio"
            className={classes.input}
            name={name}
            value={person.id}
            checked={person.id === value}
            onChange={() => onChange(person.id)}
          />
          <Initials name={person.name} />
          <span className={classes.who}>
            <span className={classes.name}>{person.name}</span>
            <span className={classes.note}>{noteOf(person)}</span>
            <span className={classes.note}>
              {person.clinic_name} · <span className={`${classes.number} tabular`}>{t('number', { number: person.mrn })}</span>
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
