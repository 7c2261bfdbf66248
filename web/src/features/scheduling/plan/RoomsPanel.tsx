import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
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
import { addResource, changeResource, resourcesKey, withdrawResource, type Resource, type ResourceWish } from './planApi';
import { useDeed } from './useDeed';
import { usePlanRefusal } from './usePlanRefusal';

type RoomsPanelProps = { clinicId: string; onPlan: (resourceId: string) => void };

/** Rooms and devices that a visit needs besides a doctor; each has weeks of its own. */
export function RoomsPanel({ clinicId, onPlan }: RoomsPanelProps) {
  const { t } = useTranslation('scheduling/plan');
  const queries = useQueryClient();
  const rooms = useQuery(resourcesQuery(clinicId));
  const [count, setCount] = useState(0);
  const renew = () => queries.invalidateQueries({ queryKey: resourcesKey(clinicId) });
  const add = async (wish: ResourceWish) => {
    await addResource(clinicId, wish);
    setCount((before) => before + 1);
    await renew();
  };
  return (
    <Panel title={t('rooms.title')} note={t('rooms.note')}>
      <RoomForm key={count} label={t('rooms.add')} room={null} work={add} />
      <Answered query={rooms} loading={<RowsLoading />}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon={BuildingIcon} title={t('rooms.empty')} />
          ) : (
            <ul className={classes.rows}>
              {found.map((room) => (
                <RoomRow key={room.id} room={room} renew={renew} onPlan={onPlan} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Panel>
  );
}

type RoomRowProps = { room: Resource; renew: () => Promise<void>; onPlan: RoomsPanelProps['onPlan'] };

function RoomRow({ room, renew, onPlan }: RoomRowProps) {
  const { t } = useTranslation('scheduling/plan');
  const sentence = usePlanRefusal();
  const [isEdited, setIsEdited] = useState(false);
  const changeAt = useFocusOnReturn(isEdited);
  const change = async (wish: ResourceWish) => {
    await changeResource(room, wish);
    await renew();
    setIsEdited(false);
  };
  if (isEdited) {
    return (
      <li className={classes.edited}>
        <RoomForm label={t('save')} room={room} work={change} onCancel={() => setIsEdited(false)} />
      </li>
    );
  }
  return (
    <li className={classes.row}>
      <p>
        <strong>{room.name}</strong>
        <span className={classes.dim}>{t(`rooms.${room.kind}`)}</span>
      </p>
      <div className={classes.acts}>
        <Button size="sm" variant="default" aria-label={t('rooms.planWhich', { name: room.name })} onClick={() => onPlan(room.id)}>
          {t('rooms.plan')}
        </Button>
        <Button ref={changeAt} size="sm" variant="default" aria-label={t('rooms.changeWhich', { name: room.name })} onClick={() => setIsEdited(true)}>
          {t('change')}
        </Button>
        <ConfirmButton label={t('rooms.withdraw')} question={t('rooms.withdrawQuestion', { name: room.name })} text={t('rooms.withdrawText')} work={() => withdrawResource(room)} onDone={() => void renew()} sentenceOf={sentence} />
      </div>
    </li>
  );
}

type RoomFormProps = { label: string; room: Resource | null; work: (wish: ResourceWish) => Promise<void>; onCancel?: () => void };

/** What a room or a device is called; a new one, or one that is there. */
function RoomForm({ label, room, work, onCancel }: RoomFormProps) {
  const { t } = useTranslation('scheduling/plan');
  const sentence = usePlanRefusal();
  const field = useFocusOnOpening(room !== null);
  const [isMissing, setIsMissing] = useState(false);
  const { busy, error, run } = useDeed();
  const submit = (said: (name: string) => string) => {
    const name = said('name').trim();
    setIsMissing(name === '');
    const kind = said('kind') === 'device' ? 'device' : 'room';
    if (name !== '') void run(() => work({ name, kind }));
  };
  return (
    <Form onSubmit={submit} label={room === null ? label : t('rooms.changeWhich', { name: room.name })}>
      <div className={classes.line}>
        <TextInput label={t('rooms.name')} name="name" maxLength={60} autoComplete="off" required withAsterisk={false} defaultValue={room?.name ?? ''} ref={field} />
        <NativeSelect label={t('rooms.kind')} name="kind" defaultValue={room?.kind ?? 'room'} data={(['room', 'device'] as const).map((value) => ({ value, label: t(`rooms.${value}`) }))} />
      </div>
      {isMissing && <FormNote state="bad">{t('rooms.nameless')}</FormNote>}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button type="submit" size="sm" loading={busy}>
          {label}
        </Button>
        {onCancel !== undefined && (
          <Button size="sm" variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </Actions>
    </Form>
  );
}

function useFocusOnOpening(isWanted: boolean) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isWanted) field.current?.focus();
  }, [isWanted]);
  return field;
}

/** Who has changed a name goes on from where it was begun. */
function useFocusOnReturn(isEdited: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !isEdited) button.current?.focus();
    was.current = isEdited;
  }, [isEdited]);
  return button;
}
