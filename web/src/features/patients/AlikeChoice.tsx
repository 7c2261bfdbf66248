import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Actions } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { PersonChip } from '@/ui/parts/PersonChip';
import type { Alike } from './api';
import classes from './patients.module.css';

type AlikeChoiceProps = { alike: Alike[]; busy: boolean; onChoose: (patientId: string) => void; onGoOn: () => void };

/** Somebody of this name is in the family already: it is them, or it is not (twins). */
export function AlikeChoice({ alike, busy, onChoose, onGoOn }: AlikeChoiceProps) {
  const { t } = useTranslation('patients');
  return (
    <>
      <FormNote state="warn">{t('alike.text')}</FormNote>
      <ul>
        {alike.map((one) => (
          <li key={one.id} className={classes.alike}>
            <PersonChip name={one.name} note={[t('age', { count: one.age }), t('number', { number: one.mrn })].join(' · ')} />
            <Button size="sm" onClick={() => onChoose(one.id)}>
              {t('alike.choose')}
            </Button>
          </li>
        ))}
      </ul>
      <Actions>
        <Button variant="default" loading={busy} onClick={onGoOn}>
          {t('alike.goOn')}
        </Button>
      </Actions>
    </>
  );
}
