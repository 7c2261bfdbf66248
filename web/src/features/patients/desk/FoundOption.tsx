import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { PersonIcon } from '@/ui/parts/icons';
import { PersonChip } from '@/ui/parts/PersonChip';
import type { Patient } from '../api';
import classes from './desk.module.css';
import { usePatientNote } from './usePatientNote';

type FoundOptionProps = { id: string; isActive: boolean; onChoose: () => void; person?: Patient; typed?: string };

/** Somebody who was found or, without anybody, the way to register who was not. */
export function FoundOption({ id, isActive, onChoose, person, typed = '' }: FoundOptionProps) {
  const { t } = useTranslation('patients/desk');
  const note = usePatientNote();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the box above hears the keys
    <div id={id} role="option" aria-selected={isActive} tabIndex={-1} className={classes.option} onClick={onChoose}>
      {person !== undefined ? (
        <PersonChip name={person.name} note={[note(person), person.phone === null ? '' : phoneText(person.phone).replaceAll(' ', '\u00A0')].filter(Boolean).join(' · ')} />
      ) : (
        <span className={classes.register}>
          <PersonIcon />
          {t('find.register', { typed })}
        </span>
      )}
    </div>
  );
}
