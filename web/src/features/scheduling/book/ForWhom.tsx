import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddMember, familyQuery, FamilyPicker, useChosen, type Patient } from '@/features/patients';
import { Answered } from '@/ui/parts/Answered';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import classes from './book.module.css';
import { Elsewhere } from './Elsewhere';
import { LastStep } from './LastStep';
import type { StepsProps } from './Steps';

type ForWhomProps = StepsProps & { accountId: string };

/** Whose visit it is: somebody with a record in this clinic, or somebody who gets one now. */
export function ForWhom(props: ForWhomProps) {
  const family = useQuery(familyQuery);
  return (
    <Answered query={family} loading={<RowsLoading rows={4} />}>
      {(people) => <Family people={people} {...props} />}
    </Answered>
  );
}

const isSame = (one: Patient, other: Patient): boolean => one.name === other.name && one.sex === other.sex && one.age === other.age;

function Family({ people, accountId, ...props }: ForWhomProps & { people: Patient[] }) {
  const { t } = useTranslation('scheduling/book');
  const { clinic } = props.offer;
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
      {patient !== undefined && <LastStep patient={patient} {...props} />}
    </>
  );
}
