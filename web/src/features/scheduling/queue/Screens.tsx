import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QrCode } from '@/ui/parts/QrCode';
import { useFormat } from '@/lib/i18n/useFormat';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { CopyText } from '@/ui/parts/CopyText';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import classes from './queue.module.css';
import { boardKeysQuery, doorCodeQuery, makeBoardKey, revokeBoardKey } from './queueApi';
import { useAct, useQueueRefusal } from './useAct';

/** What hangs at the door and what hangs on the wall; opened when somebody needs it. */
export function Screens({ clinicId, clinicName }: { clinicId: string; clinicName: string }) {
  const { t } = useTranslation('scheduling/queue');
  const [open, setOpen] = useState<'door' | 'screens' | null>(null);
  const toggle = (one: 'door' | 'screens') => setOpen(open === one ? null : one);
  return (
    <>
      <Actions>
        <Button size="sm" variant="default" aria-expanded={open === 'door'} onClick={() => toggle('door')}>
          {t('door.open')}
        </Button>
        <Button size="sm" variant="default" aria-expanded={open === 'screens'} onClick={() => toggle('screens')}>
          {t('screens.open')}
        </Button>
      </Actions>
      {open === 'door' && <DoorSign clinicId={clinicId} clinicName={clinicName} />}
      {open === 'screens' && <ScreenKeys clinicId={clinicId} />}
    </>
  );
}

/** Printed each morning: whoever stands before it can check in with it, today and here. */
function DoorSign({ clinicId, clinicName }: { clinicId: string; clinicName: string }) {
  const { t } = useTranslation('scheduling/queue');
  const { day } = useFormat();
  const code = useQuery(doorCodeQuery(clinicId)).data;
  if (code === undefined) return null;
  const link = `${globalThis.location.origin}/me?code=${code.code}`;
  return (
    <Panel title={t('door.title')} note={t('door.note')}>
      <div className={classes.slipHolder}>
        <div className={classes.slip} data-prints>
          <p>{clinicName}</p>
          <p className={classes.slipLabel}>{t('door.scan')}</p>
          <QrCode text={link} label={t('door.qr')} />
          <p className={classes.doorCode}>{code.code}</p>
          <p>{t('door.only', { day: day(code.on, 'long') })}</p>
        </div>
        <Actions>
          <Button variant="default" size="sm" onClick={() => window.print()}>
            {t('slip.print')}
          </Button>
        </Actions>
      </div>
    </Panel>
  );
}

function ScreenKeys({ clinicId }: { clinicId: string }) {
  const { t } = useTranslation('scheduling/queue');
  const queries = useQueryClient();
  const sentence = useQueueRefusal();
  const renew = () => queries.invalidateQueries({ queryKey: boardKeysQuery(clinicId).queryKey });
  const [link, setLink] = useState<string | null>(null);
  const { busy, error, act } = useAct(renew);
  const make = (said: (name: string) => string) =>
    void act('make', async () => {
      const made = await makeBoardKey(clinicId, said('label').trim() || t('screens.usual'));
      setLink(`${globalThis.location.origin}/board?clinic=${clinicId}&key=${made.key}`);
    });
  return (
    <Panel title={t('screens.title')} note={t('screens.note')}>
      {link !== null && (
        <>
          <FormNote state="warn">{t('screens.once')}</FormNote>
          <CopyText text={link} label={t('screens.link')} />
        </>
      )}
      <KeyList clinicId={clinicId} onRevoked={renew} />
      <Form onSubmit={make} label={t('screens.title')}>
        <TextInput name="label" label={t('screens.label')} maxLength={60} defaultValue={t('screens.usual')} />
        {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
        <Actions>
          <Button type="submit" variant="default" loading={busy !== null}>
            {t('screens.make')}
          </Button>
        </Actions>
      </Form>
    </Panel>
  );
}

function KeyList({ clinicId, onRevoked }: { clinicId: string; onRevoked: () => Promise<void> }) {
  const { t } = useTranslation('scheduling/queue');
  const sentence = useQueueRefusal();
  const keys = useQuery(boardKeysQuery(clinicId)).data ?? [];
  return (
    <ul className={classes.found}>
      {keys.map((key) => (
        <li key={key.id} className={classes.alike}>
          <span>{key.label}</span>
          <ConfirmButton
            label={t('screens.revoke')}
            question={t('screens.question', { label: key.label })}
            text={t('screens.text')}
            work={() => revokeBoardKey(clinicId, key.id)}
            onDone={() => void onRevoked()}
            sentenceOf={sentence}
          />
        </li>
      ))}
    </ul>
  );
}
