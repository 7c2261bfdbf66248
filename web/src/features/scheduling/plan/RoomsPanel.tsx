import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { EmptyState } from '@/ui/parts/EmptyState';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { BuildingIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { resourcesQuery } from '../board/boardApi';
import classes from './plan.module.css';
import { addResource, resourcesKey, withdrawResource } from './planApi';
import { useDeed } from './useDeed';
import { usePlanRefusal } from './usePlanRefusal';

/** Rooms and devices that a visit needs besides a doctor; each has weeks of its own. */
export function RoomsPanel({ clinicId }: { clinicId: string }) {
  const { t } = useTranslation('scheduling/plan');
  const queries = useQueryClient();
  const sentence = usePlanRefusal();
  const rooms = useQuery(resourcesQuery(clinicId));
  const [count, setCount] = useState(0);
  const onDone = async () => {
    setCount((before) => before + 1);
    await queries.invalidateQueries({ queryKey: resourcesKey(clinicId) });
  };
  return (
    <Panel title={t('rooms.title')} note={t('rooms.note')}>
      <NewRoomForm key={count} clinicId={clinicId} onDone={onDone} />
      <Answered query={rooms} loading={<RowsLoading />}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon={BuildingIcon} title={t('rooms.empty')} />
          ) : (
            <ul className={classes.rows}>
              {found.map((room) => (
                <li key={room.id} className={classes.row}>
                  <p>
                    <strong>{room.name}</strong>
                    <span className={classes.dim}>{t(`rooms.${room.kind}`)}</span>
                  </p>
                  <ConfirmButton label={t('rooms.withdraw')} question={t('rooms.withdrawQuestion', { name: room.name })} text={t('rooms.withdrawText')} work={() => withdrawResource(room)} onDone={() => void onDone()} sentenceOf={sentence} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Panel>
  );
}

function NewRoomForm({ clinicId, onDone }: { clinicId: string; onDone: () => Promise<void> }) {
  const { t } = useTranslation('scheduling/plan');
  const sentence = usePlanRefusal();
  const [isMissing, setIsMissing] = useState(false);
  const { busy, error, run } = useDeed();
  const submit = async (said: (name: string) => string) => {
    const name = said('name').trim();
    setIsMissing(name === '');
    const kind = said('kind') === 'device' ? 'device' : 'room';
    if (name !== '' && (await run(() => addResource(clinicId, { name, kind })))) await onDone();
  };
  return (
    <Form onSubmit={(said) => void submit(said)} label={t('rooms.add')}>
      <div className={classes.line}>
        <TextInput label={t('rooms.name')} name="name" maxLength={60} autoComplete="off" required withAsterisk={false} />
        <NativeSelect label={t('rooms.kind')} name="kind" data={(['room', 'device'] as const).map((value) => ({ value, label: t(`rooms.${value}`) }))} />
      </div>
      {isMissing && <FormNote state="bad">{t('refusal.required')}</FormNote>}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button type="submit" size="sm" loading={busy}>
          {t('rooms.add')}
        </Button>
      </Actions>
    </Form>
  );
}
