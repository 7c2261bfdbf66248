import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/features/auth';
import type { Clinic } from '@/features/directory';
import { alikeIn, familyQuery, registerOwn, RegistrationNote, type Patient } from '@/features/patients';
import { PersonChip } from '@/ui/parts/PersonChip';
import classes from './book.module.css';

/** The clinic's record of somebody whom another one knows; when it has one of them already, that is the right one. */
async function recordIn(clinicId: string, { name, sex, relation, language, born_on: bornOn, age }: Patient): Promise<string> {
  const birth = bornOn === null ? { age } : { born_on: bornOn };
  try {
    return (await registerOwn({ clinic_id: clinicId, name, sex, relation, language, birth, although_alike: false })).id;
  } catch (fault) {
    const known = fault instanceof Error ? alikeIn(fault)[0] : undefined;
    if (known === undefined) throw fault;
    return known.id;
  }
}

type ElsewhereProps = { people: Patient[]; clinic: Clinic; onDone: (patientId: string) => void };

/** Who has a record in another clinic says nothing twice: the same is given to this one at a press. */
export function Elsewhere({ people, clinic, onDone }: ElsewhereProps) {
  const { t } = useTranslation('scheduling/book');
  const queries = useQueryClient();
  const { busy, error, run } = useAttempt();
  const register = async (person: Patient) => {
    const patientId = await recordIn(clinic.id, person);
    await queries.invalidateQueries({ queryKey: familyQuery.queryKey });
    return patientId;
  };
  return (
    <section aria-label={t('who.elsewhere')}>
      <p className={classes.small}>{t('who.elsewhereNote', { clinic: clinic.name })}</p>
      <ul>
        {people.map((person) => (
          <li key={person.id} className={classes.elsewhere}>
            <PersonChip name={person.name} note={person.clinic_name} />
            <Button size="sm" variant="light" loading={busy} onClick={() => void run(() => register(person), onDone)}>
              {t('who.registerHere')}
            </Button>
          </li>
        ))}
      </ul>
      <RegistrationNote error={error} />
    </section>
  );
}
