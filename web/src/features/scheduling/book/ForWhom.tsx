import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeSignIn } from '@/features/auth';
import type { Clinic } from '@/features/directory';
import { AddMember, familyQuery, FamilyPicker, useChosen, type Patient } from '@/features/patients';
import { restoreSession } from '@/lib/session/session';
import { useSession } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { RefusalState } from '@/ui/parts/RefusalState';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import classes from './book.module.css';
import { Elsewhere } from './Elsewhere';

type ForWhomProps = {
  clinic: Clinic;
  /** Why one is asked who one is. */
  signInNote: string;
  /** What follows once it is known who comes. */
  children: (patient: Patient) => ReactNode;
};

/** Who one is and who comes, asked in its place: whatever stands around it stays as it is, also while words are loaded. */
export function ForWhom(props: ForWhomProps) {
  return (
    <Suspense fallback={<RowsLoading rows={4} />}>
      <Asked {...props} />
    </Suspense>
  );
}

function Asked({ signInNote, ...props }: ForWhomProps) {
  const { t } = useTranslation('scheduling/book');
  const session = useSession();
  if (session.state === 'restoring') return <RowsLoading rows={4} />;
  if (session.state === 'away') return <RefusalState error={session.error} onRetry={() => void restoreSession()} />;
  if (session.state === 'signedOut') {
    return (
      <Panel title={t('signIn.title')} note={signInNote}>
        <CodeSignIn />
      </Panel>
    );
  }
  const { account } = session;
  if (account.role !== 'patient') return <FormNote state="warn">{t('signIn.staff')}</FormNote>;
  return <OfFamily accountId={account.id} {...props} />;
}

type OfFamilyProps = Omit<ForWhomProps, 'signInNote'> & { accountId: string };

/** Somebody with a record in this clinic, or somebody who gets one now. */
function OfFamily(props: OfFamilyProps) {
  const family = useQuery(familyQuery);
  return (
    <Answered query={family} loading={<RowsLoading rows={4} />}>
      {(people) => <Family people={people} {...props} />}
    </Answered>
  );
}

const isSame = (one: Patient, other: Patient): boolean => one.name === other.name && one.sex === other.sex && one.age === other.age;

function Family({ people, accountId, clinic, children }: OfFamilyProps & { people: Patient[] }) {
  const { t } = useTranslation('scheduling/book');
  const here = people.filter((person) => person.clinic_id === clinic.id);
  const elsewhere = people.filter((person) => person.clinic_id !== clinic.id && !here.some((one) => isSame(one, person)));
  const { chosen, choose } = useChosen(accountId, here);
  const [adding, setAdding] = useState(false);
  const patient = here.find(({ id }) => id === chosen);
  const done = (patientId: string) => {
    choose(patientId);
    setAdding(false);
  };
  if (people.length === 0 || adding) {
    return (
      <Panel title={t(people.length === 0 ? 'who.first' : 'who.add')} note={t('who.note', { clinic: clinic.name })}>
        <AddMember
          clinicId={clinic.id}
          isFirst={people.length === 0}
          onDone={done}
          {...(people.length > 0 && { onCancel: () => setAdding(false) })}
        />
      </Panel>
    );
  }
  return (
    <>
      <Panel title={t('who.title')}>
        <div className={classes.people}>
          {here.length > 0 && <FamilyPicker legend={t('who.question')} family={here} value={chosen} onChange={choose} />}
          {elsewhere.length > 0 && <Elsewhere people={elsewhere} clinic={clinic} onDone={done} />}
          <Button variant="subtle" className={classes.start} onClick={() => setAdding(true)}>
            {t('who.somebodyElse')}
          </Button>
        </div>
      </Panel>
      {patient !== undefined && children(patient)}
    </>
  );
}
