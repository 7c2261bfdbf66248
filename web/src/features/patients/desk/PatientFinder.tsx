import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FormNote } from '@/ui/parts/FormNote';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';
import { foundQuery, type ChosenPatient } from './deskApi';
import classes from './desk.module.css';
import { FoundOption } from './FoundOption';
import { RegisterAtDesk } from './RegisterAtDesk';

const PAUSE_MS = 180;

type PatientFinderProps = { clinicId: string; onChoose: (patient: ChosenPatient) => void };

/** One box for phone, record number and name; whoever is not found is registered from what was typed. */
export function PatientFinder({ clinicId, onChoose }: PatientFinderProps) {
  const { t } = useTranslation('patients/desk');
  const [typed, setTyped] = useState('');
  const [registering, setRegistering] = useState(false);
  if (registering) {
    return <RegisterAtDesk clinicId={clinicId} typed={typed.trim()} onDone={onChoose} onCancel={() => setRegistering(false)} />;
  }
  return (
    <div className={classes.finder}>
      <FinderBox clinicId={clinicId} typed={typed} onType={setTyped} onChoose={onChoose} onRegister={() => setRegistering(true)} />
      {typed.trim().length < 2 && <p className={classes.hint}>{t('find.hint')}</p>}
    </div>
  );
}

type FinderBoxProps = PatientFinderProps & { typed: string; onType: (typed: string) => void; onRegister: () => void };

function FinderBox({ clinicId, typed, onType, onChoose, onRegister }: FinderBoxProps) {
  const { t } = useTranslation('patients/desk');
  const sentence = useRefusalSentence();
  const listId = useId();
  const [sought] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const found = useQuery({ ...foundQuery(clinicId, sought), placeholderData: keepPreviousData });
  const isOpen = typed.trim().length > 1 && found.data !== undefined;
  const people = isOpen ? found.data : [];
  const { active, setActive, onKeyDown } = useChoosing(isOpen ? people.length + 1 : 0, (place) => {
    const person = people[place];
    if (person === undefined) onRegister();
    else onChoose(person);
  });
  const change = (said: string) => {
    onType(said);
    setActive(0);
  };
  return (
    <>
      <TextInput label={t('find.label')} value={typed} onChange={(event) => change(event.currentTarget.value)} onKeyDown={onKeyDown} {...asCombobox(listId, isOpen, active)} />
      {found.error !== null && <FormNote state="bad">{sentence(found.error)}</FormNote>}
      <div id={listId} role="listbox" aria-label={t('find.results')} className={classes.found} hidden={!isOpen}>
        {people.map((person, place) => (
          <FoundOption key={person.id} id={`${listId}-${place}`} isActive={place === active} onChoose={() => onChoose(person)} person={person} />
        ))}
        <FoundOption id={`${listId}-${people.length}`} isActive={active >= people.length} onChoose={onRegister} typed={typed.trim()} />
      </div>
    </>
  );
}

/** To the ear the box and its list are one thing. */
const asCombobox = (listId: string, isOpen: boolean, active: number) => ({
  role: 'combobox',
  'aria-expanded': isOpen,
  'aria-controls': listId,
  'aria-activedescendant': isOpen ? `${listId}-${active}` : undefined,
  'aria-autocomplete': 'list' as const,
  autoComplete: 'off',
  spellCheck: false,
  maxLength: 120,
  'data-autofocus': true,
});

/** Arrows go through what was found, Enter takes it: nobody reaches for the mouse with a telephone at the ear. */
function useChoosing(count: number, onChoose: (place: number) => void) {
  const [at, setActive] = useState(0);
  const active = Math.min(at, Math.max(0, count - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (count === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onChoose(active);
    }
  };
  return { active, setActive, onKeyDown };
}
