import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { AddMember } from './AddMember';
import { familyQuery, type Patient } from './api';
import { useChosen } from './chosen';
import { FamilyPicker } from './FamilyPicker';
import classes from './patients.module.css';

/** The patient's own area begins with whom it is about. */
export function FamilyPage() {
  const { t } = useTranslation('patients');
  const family = useQuery(familyQuery);
  return (
    <>
      <title>{t('documentTitle')}</title>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className={classes.page}>
        <Answered query={family} loading={<RowsLoading />}>
          {(people) => (people.length === 0 ? <FirstOne /> : <Family people={people} />)}
        </Answered>
      </div>
    </>
  );
}

function FirstOne() {
  const { t } = useTranslation('patients');
  const { choose } = useChosen(useMe().id, []);
  return (
    <Panel title={t('add.first')} note={t('add.firstNote')}>
      <AddMember isFirst onDone={choose} />
    </Panel>
  );
}

function Family({ people }: { people: Patient[] }) {
  const { t } = useTranslation('patients');
  const { chosen, choose } = useChosen(useMe().id, people);
  const [adding, setAdding] = useState(false);
  const person = people.find(({ id }) => id === chosen);
  const done = (patientId: string) => {
    choose(patientId);
    setAdding(false);
  };
  return (
    <>
      <Panel title={t('family.title')} note={t('family.note')}>
        <FamilyPicker legend={t('family.question')} family={people} value={chosen} onChange={choose} />
        <div className={classes.below}>
          {person !== undefined && (
            <Button component={Link} to="/">
              {t('family.find', { name: person.name })}
            </Button>
          )}
          {!adding && (
            <Button variant={person === undefined ? 'light' : 'subtle'} onClick={() => setAdding(true)}>
              {t('family.add')}
            </Button>
          )}
        </div>
      </Panel>
      {adding && (
        <Panel title={t('add.title')} note={t('add.note')}>
          <AddMember isFirst={false} onDone={done} onCancel={() => setAdding(false)} />
        </Panel>
      )}
    </>
  );
}
