import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnPatient } from './api';
import classes from './patients.module.css';

/** What was typed: a day, or for who does not know it an age. */
export function readBirth(said: (name: string) => string): OwnPatient['birth'] {
  const day = said('born_on');
  if (day !== '') return { born_on: day };
  const age = said('age').trim();
  return /^\d{1,3}$/.test(age) ? { age: Number(age) } : {};
}

export function BirthField() {
  const { t } = useTranslation('patients');
  const [knowsDay, setKnowsDay] = useState(true);
  return (
    <div>
      {knowsDay ? (
        <TextInput key="day" label={t('add.bornOn')} name="born_on" type="date" min="1900-01-01" required withAsterisk={false} />
      ) : (
        <TextInput key="age" label={t('add.age')} name="age" inputMode="numeric" maxLength={3} required withAsterisk={false} />
      )}
      <Button variant="subtle" size="compact-sm" className={classes.instead} onClick={() => setKnowsDay(!knowsDay)}>
        {t(knowsDay ? 'add.ageInstead' : 'add.dayInstead')}
      </Button>
    </div>
  );
}
