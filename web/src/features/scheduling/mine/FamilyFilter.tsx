import { useTranslation } from 'react-i18next';
import type { Patient } from '@/features/patients';
import classes from './mine.module.css';

type FamilyFilterProps = { family: Patient[]; value: string | null; onChange: (patientId: string | null) => void };

/** Whose visits are shown; who is alone needs no choice. */
export function FamilyFilter({ family, value, onChange }: FamilyFilterProps) {
  const { t } = useTranslation('scheduling/mine');
  if (family.length < 2) return null;
  const choices = [{ id: null, name: t('filter.all') }, ...family];
  return (
    <div className={classes.filter} role="group" aria-label={t('filter.label')}>
      {choices.map(({ id, name }) => (
        <button key={id ?? ''} type="button" className={classes.choice} aria-pressed={id === value} onClick={() => onChange(id)}>
          {name}
        </button>
      ))}
    </div>
  );
}
